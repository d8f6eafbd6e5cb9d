import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatHex } from "@/lib/proof/bytes";
import {
  checkEntry,
  checkLinks,
  checkOrganizationEntry,
  formatEntryData,
  formatOrganizationData,
  hashEntry,
  type Link,
  type WholeEntry,
  zeroHash,
} from "@/lib/proof/chain";
import { commitFields, fieldCountMax } from "@/lib/proof/field-commitments";

const recordedAt = "2026-01-02T03:04:05.000006Z";
const entryKey = new Uint8Array(16).fill(9);
const fields = ['{"action":"a.done"}', ...Array<string>(7).fill("null"), '{"path":"/a"}'];

function makeEntry(sidx = 4, prevHash: Uint8Array = new Uint8Array(32).fill(1)) {
  const { root: bodyRoot } = commitFields(entryKey, fields);
  const header = { stream: "a.example/o/3/c/7", sidx, recordedAt, prevHash, bodyRoot };
  const data = formatEntryData({ ...header, fieldCount: fields.length });
  return { ...header, entryKey, fields, hash: hashEntry(data) } satisfies WholeEntry;
}

function changed(hash: Uint8Array): Uint8Array {
  return hash.map((byte, at) => (at === 0 ? byte ^ 1 : byte));
}

describe("an entry", () => {
  it("holds as it was recorded", () => {
    expect(checkEntry(makeEntry())).toEqual({ ok: true });
  });

  it("does not hold when one character of one field is another", () => {
    fc.assert(
      fc.property(fc.nat(fields.length - 1), fc.nat(), (slot, place) => {
        const edited = fields.map((text, at) =>
          at === slot ? swapOne(text, place % text.length) : text,
        );
        const verdict = checkEntry({ ...makeEntry(), fields: edited });
        expect(verdict).toMatchObject({
          ok: false,
          at: 4,
          why: "the content is not what was recorded",
        });
      }),
    );
  });

  it("does not hold when anything of its header, its key or its shape is another", () => {
    const entry = makeEntry();
    for (const [change, why] of [
      [{ stream: "a.example/o/3/c/8" }, "header"],
      [{ sidx: 5 }, "header"],
      [{ recordedAt: "2026-01-02T03:04:05.000007Z" }, "header"],
      [{ recordedAt: "2026-01-02 03:04:05.000006Z" }, "time"],
      [{ prevHash: changed(entry.prevHash) }, "header"],
      [{ hash: changed(entry.hash) }, "header"],
      [{ bodyRoot: changed(entry.bodyRoot) }, "content"],
      [{ entryKey: changed(entryKey) }, "content"],
      [{ entryKey: entryKey.subarray(1) }, "key"],
      [{ fields: fields.slice(0, 7) }, "shape"],
      [{ fields: fields.slice(0, 8) }, "content"],
      [{ fields: Array<string>(fieldCountMax + 1).fill("null") }, "shape"],
    ] satisfies [Partial<WholeEntry>, string][]) {
      const verdict = checkEntry({ ...entry, ...change });
      expect(verdict).toMatchObject({ ok: false, why: expect.stringContaining(why) });
    }
  });

  it("is compared as recorded against recomputed", () => {
    const entry = makeEntry();
    const hash = changed(entry.hash);
    expect(checkEntry({ ...entry, hash })).toMatchObject({
      expected: formatHex(hash),
      found: formatHex(entry.hash),
    });
  });
});

function swapOne(text: string, place: number): string {
  const other = text.charAt(place) === "x" ? "y" : "x";
  return text.slice(0, place) + other + text.slice(place + 1);
}

describe("a place in an organization's chain", () => {
  const place = {
    organization: "a.example/o/3",
    idx: 12,
    recordedAt,
    prevHash: new Uint8Array(32).fill(2),
    clientSlot: 7,
    sidx: 4,
    entryHash: new Uint8Array(32).fill(3),
  };
  const hash = hashEntry(formatOrganizationData(place));

  it("holds as it was recorded, and not when anything of it is another", () => {
    expect(checkOrganizationEntry({ ...place, hash })).toEqual({ ok: true });
    for (const change of [
      { organization: "a.example/o/4" },
      { idx: 13 },
      { recordedAt: "2026-01-02T03:04:05.000007Z" },
      { prevHash: zeroHash },
      { clientSlot: 8 },
      { sidx: 5 },
      { entryHash: zeroHash },
    ]) {
      const verdict = checkOrganizationEntry({ ...place, hash, ...change });
      expect(verdict).toMatchObject({ ok: false, at: change.idx ?? 12 });
    }
  });
});

describe("a run of a chain", () => {
  const links: Link[] = [];
  for (let index = 0; index < 5; index += 1) {
    const entry = makeEntry(index, links.at(-1)?.hash ?? zeroHash);
    links.push({ index, recordedAt, prevHash: entry.prevHash, hash: entry.hash });
  }
  const edit = (index: number, change: Partial<Link>) =>
    links.map((link) => (link.index === index ? { ...link, ...change } : link));

  it("holds from its start, from its middle, and when it is empty", () => {
    expect(checkLinks(links)).toEqual({ ok: true });
    expect(checkLinks(links.slice(2))).toEqual({ ok: true });
    expect(checkLinks(links.slice(2), links[1])).toEqual({ ok: true });
    expect(checkLinks([])).toEqual({ ok: true });
  });

  it("names the first entry that is missing, put in, moved or out of time", () => {
    const earlier = "2026-01-02T03:04:05.000005Z";
    for (const [run, at, why] of [
      [links.filter((link) => link.index !== 2), 2, "missing"],
      [[...links.slice(0, 2), ...links.slice(1)], 2, "missing"],
      [links.slice(3), 2, "missing"],
      [edit(3, { prevHash: zeroHash }), 3, "follow"],
      [edit(2, { hash: zeroHash }), 3, "follow"],
      [edit(0, { prevHash: changed(zeroHash) }), 0, "follow"],
      [edit(4, { recordedAt: earlier }), 4, "older"],
    ] as [Link[], number, string][]) {
      const before = run[0]?.index === 0 ? null : links[1];
      const verdict = checkLinks(run, before);
      expect(verdict).toMatchObject({ at, why: expect.stringContaining(why) });
    }
  });
});
