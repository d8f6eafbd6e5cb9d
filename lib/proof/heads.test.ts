import { describe, expect, it } from "vitest";
import { parseBase64, parseHex } from "@/lib/proof/bytes";
import { formatEpoch, hashEpoch, parseEpoch } from "@/lib/proof/epoch";
import { FormatError } from "@/lib/proof/format-error";
import { hashLeafText } from "@/lib/proof/hash";
import {
  createVacancy,
  formatOrganizationHead,
  formatStreamHead,
  formatVacant,
  hashSlots,
  listSlotLeaves,
  parseOrganizationHead,
  parseStreamHead,
} from "@/lib/proof/heads";
import { checkInclusion, listInclusionProof } from "@/lib/proof/merkle";
import { formatTlogProof, parseTlogProof } from "@/lib/proof/tlog-proof";
import golden from "@/testing/golden-bundle.json";

const vacantKey = new Uint8Array(32).fill(3);

describe("the heads of the golden bundle", () => {
  it("are read and written as they stand there", () => {
    const stream = parseStreamHead(golden.stream_head);
    expect(stream).toMatchObject({ size: 4, minIndex: 0 });
    expect(formatStreamHead(stream)).toBe(golden.stream_head);
    const organization = parseOrganizationHead(golden.tenant_head);
    expect(organization).toMatchObject({ size: 6, width: 256 });
    expect(formatOrganizationHead(organization)).toBe(golden.tenant_head);
    const epoch = parseEpoch(golden.epoch);
    expect(epoch).toMatchObject({ origin: "log.example.com/al1", index: 1, width: 256 });
    expect(formatEpoch(epoch)).toBe(golden.epoch);
  });

  it.each([
    ["\n4 ", "\n04 "],
    ["/c/7", "/d/7"],
    ["stream-head/v1", "stream-head/v2"],
    ["\n0\n", "\n0\n\n"],
    ["08.000000Z", "08Z"],
  ])("are refused when %j is %j", (from, to) => {
    expect(golden.stream_head).toContain(from);
    expect(() => parseStreamHead(golden.stream_head.replace(from, to))).toThrow(
      FormatError,
    );
  });

  it.each(["\n256 ", "org-head/v1"])(
    "of an organization are refused without %j",
    (part) => {
      const text = golden.tenant_head.replace(
        part,
        part.replace("256", "300").replace("v1", "v9"),
      );
      expect(() => parseOrganizationHead(text)).toThrow(FormatError);
    },
  );

  it("of an empty stream have no time", () => {
    const head = {
      stream: "a.example/o/1/c/2",
      size: 0,
      root: new Uint8Array(32),
      lastRecordedAt: null,
      minIndex: 0,
    };
    expect(formatStreamHead(head)).toContain("\n-\n0\n");
    expect(parseStreamHead(formatStreamHead(head))).toEqual(head);
  });
});

describe("a table of slots", () => {
  it("holds each head at its slot, and what nobody can guess elsewhere", () => {
    const head = hashLeafText(golden.stream_head);
    const vacantAt = createVacancy(
      vacantKey,
      (slot) => `log.example.com/al1/o/3/c/${slot}`,
    );
    const leaves = listSlotLeaves(256, new Map([[7, head]]), vacantAt);
    const claim = { leaf: head, index: 7, size: 256, root: hashSlots(leaves) };
    expect(checkInclusion({ ...claim, proof: listInclusionProof(leaves, 7) })).toEqual({
      ok: true,
    });
    const text = formatVacant(vacantKey, "log.example.com/al1/o/3/c/8");
    expect(leaves[8]).toEqual(hashLeafText(text));
    const other = createVacancy(
      new Uint8Array(32),
      (slot) => `log.example.com/al1/o/3/c/${slot}`,
    );
    expect(leaves[8]).not.toEqual(other(8));
  });

  it("has no place for a slot past its width", () => {
    const heads = new Map([[256, new Uint8Array(32)]]);
    expect(() => listSlotLeaves(256, heads, () => new Uint8Array(32))).toThrow(
      RangeError,
    );
  });
});

describe("a tlog-proof", () => {
  const claim = {
    index: 1,
    proof: golden.epoch_proof.map(parseBase64),
    checkpoint: golden.checkpoint,
    extra: null,
  };

  it("is read as it was written, with and without extra data", () => {
    const text = formatTlogProof(claim);
    expect(text.startsWith("c2sp.org/tlog-proof@v1\nindex 1\n")).toBe(true);
    expect(parseTlogProof(text)).toEqual(claim);
    const more = { ...claim, extra: parseHex("0102") };
    expect(parseTlogProof(formatTlogProof(more))).toEqual(more);
    const leaf = hashEpoch(golden.epoch);
    const root = parseBase64(golden.checkpoint.split("\n")[2] ?? "");
    expect(checkInclusion({ leaf, index: 1, size: 2, proof: claim.proof, root }).ok).toBe(
      true,
    );
  });

  it.each([
    ["@v1", "@v2"],
    ["index 1", "index 01"],
    ["index 1\n", ""],
    ["\n\n", "\n"],
    ["jrN+", "jrN"],
  ])("is refused when %j is %j", (from, to) => {
    const text = formatTlogProof({ ...claim, checkpoint: "note\n" });
    expect(text).toContain(from);
    expect(() => parseTlogProof(text.replace(from, to))).toThrow(FormatError);
  });
});
