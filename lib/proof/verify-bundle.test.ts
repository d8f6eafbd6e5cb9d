import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatArchive, parseArchive } from "@/lib/proof/archive";
import { type BundleFiles, manifestName } from "@/lib/proof/bundle-manifest";
import { type BundleVerdict, listClaims } from "@/lib/proof/bundle-verdict";
import { encodeText } from "@/lib/proof/bytes";
import { decodeText } from "@/lib/proof/canonical-text";
import { parsePolicy } from "@/lib/proof/policy";
import { runToEnd, verifyArchive, verifyBundle } from "@/lib/proof/verify-bundle";
import { archiveOf, type Shown } from "@/testing/bundle-content";
import { fillLog, recordFields } from "@/testing/draft-log";
import { SealedLog } from "@/testing/sealed-log";

const log = fillLog(new SealedLog(), 24);
const policy = parsePolicy(log.policyText("w1"));
const check = (files: BundleFiles, by = policy) => runToEnd(verifyBundle(files, by));
const newest = "NEWEST AS OF 2026-11-25T00:00:01.000000Z";

function claimsOf(verdict: BundleVerdict): string[] {
  expect(verdict).toMatchObject({ ok: true });
  return verdict.ok ? listClaims(verdict.facts) : [];
}

describe("a bundle that is accepted", () => {
  it.each([
    ["client", 11],
    ["organization", 23],
  ] as const)("shows a whole log (%s) with all it claims", (kind, last) => {
    const claims = claimsOf(check(log.bundle({ kind, past: [3, 7, 7] })));
    const range = `COMPLETE (#0 to #${last})`;
    expect(claims).toEqual(["AUTHENTIC", range, newest, "WITNESSED 1 of 1"]);
  });

  it("shows a range of time together with the headers just outside it", () => {
    const within = (index: number) => index >= 4 && index < 8;
    const show = (index: number) => {
      if (within(index)) return "whole" as const;
      return index === 3 || index === 8 ? ("header" as const) : undefined;
    };
    const fromTime = "2026-11-24T00:00:08.000000Z";
    const toTime = "2026-11-24T00:00:16.000000Z";
    const range = { fromIndex: 4, toIndex: 8, fromTime, toTime, entryCount: 4 };
    const wish = { kind: "client" as const, show, change: range };
    expect(claimsOf(check(log.bundle(wish)))).toContain("COMPLETE (#4 to #7)");
    const bare = (index: number) => (within(index) ? ("whole" as const) : undefined);
    expect(check(log.bundle({ ...wish, show: bare }))).toMatchObject({
      failure: { why: "COMPLETE is claimed and not shown" },
    });
  });

  it("shows one entry alone: a receipt", () => {
    const show = (index: number) => (index === 5 ? ("whole" as const) : undefined);
    const change = { fromIndex: 5, toIndex: 6, entryCount: 1 };
    const claims = claimsOf(check(log.bundle({ kind: "client", show, change })));
    expect(claims).toContain("COMPLETE (#5)");
  });

  it("says that it is partial when some values or entries are not shown", () => {
    const show = (index: number) => (index % 2 === 0 ? ("header" as const) : [0, 3]);
    const claims = claimsOf(check(log.bundle({ kind: "organization", show })));
    expect(claims).toContain("COMPLETE (#0 to #23)");
    expect(claims).toContain("PARTIAL");
  });

  it("shows a filter complete when all other entries are there as stubs", () => {
    const isWanted = (index: number) => index % 3 === 0;
    const show = (index: number) => (isWanted(index) ? ("whole" as const) : [1, 2]);
    const filter = "actor=u0@msp.example&range=7d";
    const change = { filter, entryCount: 8 };
    const wish = { kind: "organization" as const, show, change };
    const verdict = check(log.bundle(wish));
    expect(claimsOf(verdict)).not.toContain("PARTIAL");
    expect(verdict).toMatchObject({ facts: { stubCount: 16, entryCount: 8 } });
    const hiding = (index: number) => (isWanted(index) ? ("whole" as const) : [1]);
    expect(check(log.bundle({ ...wish, show: hiding }))).toMatchObject({
      failure: { why: "the number of entries is not the one in the manifest" },
    });
  });

  it("shows a filter that nothing can decide as authentic, and no more", () => {
    const show = (index: number) => (index < 2 ? ("whole" as const) : undefined);
    const change = { filter: "q=printer", entryCount: 2, claims: [] as never[] };
    const wish = { kind: "client" as const, show };
    const claims = ["AUTHENTIC" as const, "NEWEST" as const];
    const bundle = log.bundle({ ...wish, change: { ...change, claims } });
    expect(claimsOf(check(bundle))).toEqual([
      "AUTHENTIC",
      newest,
      "WITNESSED 1 of 1",
      "PARTIAL",
    ]);
  });

  it("counts what was erased when the erasure is on record, and not otherwise", () => {
    const organization = log.organization;
    const erasing = fillLog(new SealedLog(), 6, [7]);
    erasing.append({
      slot: 7,
      at: "2026-11-24T01:00:00.000000Z",
      fields: recordFields("log.redacted", {
        basis: "GDPR 17",
        index: 2,
        slots: [2, 7],
        stream: `${organization}/c/7`,
      }),
    });
    const shownSlots = (slots: number[]) => (index: number) =>
      index === 2 ? slots : ("whole" as const);
    const kept = shownSlots([0, 1, 3, 4, 5, 6, 8]);
    const claims = claimsOf(check(erasing.bundle({ kind: "client", show: kept })));
    expect(claims).toContain("ERASED 2");
    expect(claims).not.toContain("PARTIAL");
    const fewer = shownSlots([0, 1, 3]);
    const partial = claimsOf(check(erasing.bundle({ kind: "client", show: fewer })));
    expect(partial).toEqual(expect.arrayContaining(["PARTIAL", "ERASED 2"]));
  });

  it("says when its clock was a loader's", () => {
    const verdict = check(log.bundle({ kind: "client", change: { isDemo: true } }));
    expect(verdict).toMatchObject({ ok: true, facts: { isDemo: true } });
  });
});

describe("any log and any selection", () => {
  const kinds = fc.constantFrom("client" as const, "organization" as const);
  const shows = fc.array(
    fc.constantFrom("whole", "header", [0], [1, 4, 8], [0, 1, 2, 3, 4, 5, 6, 7, 8]),
    { minLength: 1, maxLength: 20 },
  );

  it("makes a bundle that is accepted, and with any one thing changed is not", () => {
    fc.assert(
      fc.property(
        kinds,
        shows,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (kind, list, place, bits) => {
          const some = fillLog(new SealedLog(), list.length, [3]);
          const show = (index: number) => list[index] as Shown;
          const files = some.bundle({ kind, show }, 3);
          expect(check(files)).toMatchObject({ ok: true });
          const bytes = archiveOf(files);
          expect([...parseArchive(bytes).keys()]).toEqual([...files.keys()]);
          bytes[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ bits;
          expect(runToEnd(verifyArchive(bytes, policy)).ok).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is never taken from a manifest that the export key did not sign", () => {
    const files = log.bundle({ kind: "client" });
    const text = decodeText(files.get(manifestName) ?? new Uint8Array());
    const changed = encodeText(text.replace('"entry_count":12', '"entry_count":11'));
    const verdict = check(new Map([...files, [manifestName, changed]]));
    expect(verdict).toMatchObject({ ok: false, failure: { file: manifestName } });
    expect(runToEnd(verifyArchive(formatArchive([]), policy))).toMatchObject({
      ok: false,
      failure: { file: "the zip archive" },
    });
  });
});
