import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import { locatePack } from "@/lib/packs/formats/pack-place";
import { type Choices, noChoices, type Pack } from "@/lib/packs/model";
import { quarterOf } from "@/lib/packs/period";

const now = new Date();
export const quarter = quarterOf({
  year: now.getUTCFullYear(),
  month: now.getUTCMonth() + 1,
  day: now.getUTCDate(),
});

/** Everything of acme in this quarter, with words that somebody hostile chose. */
export const clientReview: Choices = {
  ...noChoices,
  purpose: "client_review",
  clientSlug: "acme",
  period: quarter,
  sections: ["everything", "permissions"],
  preparedFor: "Acme, for its board\r\nX-Injected: 1",
  note: "=1+1 <script>alert(1)</script> \u202e",
};

export const unzip = (pack: Pack) =>
  unzipSync(new Uint8Array(readFileSync(locatePack(pack))));
export const textOf = (files: Record<string, Uint8Array>, name: string) =>
  strFromU8(files[name] ?? new Uint8Array());
