import type { SourceMapper } from "@/lib/ingest/model";
import { cloudtrail } from "@/lib/ingest/sources/cloudtrail";
import { csv } from "@/lib/ingest/sources/csv";
import { custody } from "@/lib/ingest/sources/custody";
import { duo } from "@/lib/ingest/sources/duo";
import { entra } from "@/lib/ingest/sources/entra";
import { github } from "@/lib/ingest/sources/github";
import { googleWorkspace } from "@/lib/ingest/sources/google-workspace";
import { okta } from "@/lib/ingest/sources/okta";

const mappers: SourceMapper[] = [
  custody,
  csv,
  github,
  okta,
  cloudtrail,
  entra,
  googleWorkspace,
  duo,
];

export function listSources(): SourceMapper[] {
  return [...mappers];
}

/** By name or alias; case, dashes and spaces do not matter. */
export function findSource(name: string): SourceMapper | null {
  const wanted = name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  const found = mappers.find(
    ({ source, aliases }) => source === wanted || aliases.includes(wanted),
  );
  return found ?? null;
}
