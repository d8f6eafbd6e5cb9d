import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatArchive } from "@/lib/proof/archive";
import { type BundleFiles, manifestName, noteName } from "@/lib/proof/bundle-manifest";
import { listClaims } from "@/lib/proof/bundle-verdict";
import { encodeText } from "@/lib/proof/bytes";
import { decodeText } from "@/lib/proof/canonical-text";
import { createBundle } from "@/lib/proof/create-bundle";
import { parsePolicy } from "@/lib/proof/policy";
import { runToEnd, verifyArchive, verifyBundle } from "@/lib/proof/verify-bundle";
import { draftFields, fillLog, SealedLog } from "@/testing/sealed-log";

const log = fillLog(new SealedLog(), 24);
const policy = parsePolicy(log.policyText("w1"));
const check = (files: BundleFiles, by = policy) => runToEnd(verifyBundle(files, by));

function change(files: BundleFiles, name: string, edit: (text: string) => string) {
  return new Map([
    ...files,
    [name, encodeText(edit(decodeText(files.get(name) ?? new Uint8Array())))],
  ]);
}

describe("a bundle", () => {
  it.each(["client", "organization"] as const)(
    "of a whole log (%s) is accepted, with all it claims",
    (kind) => {
      const verdict = check(log.bundle({ kind, past: [3, 7, 7] }));
      expect(verdict).toMatchObject({ ok: true });
      if (!verdict.ok) return;
      const last = kind === "client" ? 11 : 23;
      expect(listClaims(verdict.facts)).toEqual([
        "AUTHENTIC",
        `COMPLETE (#0 to #${last})`,
        "NEWEST AS OF 2026-11-25T00:00:01.000000Z",
        "WITNESSED 1 of 1",
      ]);
    },
  );
});
