import { describe, expect, it } from "vitest";
import { encodeText, formatHex, parseBase64, parseHex } from "@/lib/proof/bytes";
import { formatCanonical } from "@/lib/proof/canonical";
import {
  checkEntry,
  checkLinks,
  checkOrganizationEntry,
  hashEntry,
  type Link,
} from "@/lib/proof/chain";
import { appendLeaf, createFrontier, rootOfFrontier } from "@/lib/proof/frontier";
import { hashLeafText } from "@/lib/proof/hash";
import { parseEntryData, parseOrganizationData } from "@/lib/proof/header";
import { checkInclusion, hashTree } from "@/lib/proof/merkle";
import { formatOrganizationName, formatStreamName } from "@/lib/proof/names";
import {
  computeSetRoot,
  createSetProof,
  type DisclosedRange,
} from "@/lib/proof/set-proof";
import { parseStrictJson } from "@/lib/proof/strict-json";
import golden from "@/testing/golden-bundle.json";

const organization = formatOrganizationName("log.example.com/al1", 3);
const stream = formatStreamName(organization, 7);
const slots = 256;
const entryHashes = golden.entries.map((entry) => parseHex(entry.hash));
const lineOf = (text: string, line: number) => text.split("\n")[line] ?? "";
const rootIn = (text: string, line: number) =>
  parseHex(lineOf(text, line).split(" ")[1] ?? "");

describe("the golden bundle", () => {
  it("has entries that hold, from the texts and the key to the hash", () => {
    for (const entry of golden.entries) {
      const { recorded_at: recordedAt, index: sidx, fields } = entry;
      const header = parseEntryData(entry.leaf_data);
      expect(header).toMatchObject({
        stream,
        sidx,
        recordedAt,
        fieldCount: fields.length,
      });
      const verdict = checkEntry({
        stream,
        sidx,
        recordedAt,
        fields,
        prevHash: parseHex(entry.prev),
        bodyRoot: parseHex(entry.body_root),
        entryKey: parseHex(entry.entry_key),
        hash: parseHex(entry.hash),
      });
      expect(verdict).toEqual({ ok: true });
      expect(formatHex(hashEntry(entry.leaf_data))).toBe(entry.hash);
    }
  });

  it("has texts that strict reading and canonical writing leave as they are", () => {
    for (const text of golden.entries.flatMap((entry) => entry.fields)) {
      const parsed = parseStrictJson(encodeText(text));
      expect(parsed.ok && formatCanonical(parsed.value)).toBe(text);
    }
  });

  it("links its entries in the stream", () => {
    const links = golden.entries.map((entry): Link => {
      const prevHash = parseHex(entry.prev);
      const hash = parseHex(entry.hash);
      return { index: entry.index, recordedAt: entry.recorded_at, prevHash, hash };
    });
    expect(checkLinks(links)).toEqual({ ok: true });
  });

  it("links its entries in the organization, each with its entry hash", () => {
    const places = golden.tenant_leaves.map((leaf) => ({
      ...parseOrganizationData(leaf.data),
      hash: parseHex(leaf.hash),
    }));
    for (const place of places) {
      expect(place.organization).toBe(organization);
      expect(checkOrganizationEntry(place)).toEqual({ ok: true });
      const entry = golden.entries[place.sidx];
      if (place.clientSlot === 7) expect(formatHex(place.entryHash)).toBe(entry?.hash);
    }
    const links = places.map((place): Link => ({ ...place, index: place.idx }));
    expect(checkLinks(links)).toEqual({ ok: true });
  });

  it("has heads whose roots are those of its leaves", () => {
    const organizationHashes = golden.tenant_leaves.map((leaf) => parseHex(leaf.hash));
    const frontier = organizationHashes.reduce(appendLeaf, createFrontier());
    expect(hashTree(entryHashes)).toEqual(rootIn(golden.stream_head, 2));
    expect(hashTree(organizationHashes)).toEqual(rootIn(golden.tenant_head, 2));
    expect(rootOfFrontier(frontier)).toEqual(rootIn(golden.tenant_head, 2));
    expect(lineOf(golden.stream_head, 1)).toBe(stream);
    expect(lineOf(golden.tenant_head, 1)).toBe(organization);
  });

  it.each([
    {
      name: "the stream's head",
      leaf: golden.stream_head,
      proof: golden.stream_head_proof,
      place: { index: 7, size: slots, root: rootIn(golden.tenant_head, 3) },
    },
    {
      name: "the organization's head",
      leaf: golden.tenant_head,
      proof: golden.tenant_head_proof,
      place: { index: 3, size: slots, root: rootIn(golden.epoch, 5) },
    },
    {
      name: "the epoch",
      leaf: golden.epoch,
      proof: golden.epoch_proof,
      place: { index: 1, size: 2, root: parseBase64(lineOf(golden.checkpoint, 2)) },
    },
  ])("includes $name in what is signed", ({ leaf, proof, place }) => {
    const claim = { ...place, leaf: hashLeafText(leaf), proof: proof.map(parseBase64) };
    expect(checkInclusion(claim)).toEqual({ ok: true });
  });

  it("has the set proofs of the whole stream and of two of its entries", () => {
    const whole: DisclosedRange[] = [[0, entryHashes.length]];
    const some = golden.partial.disclosed.map((at): DisclosedRange => [at, at + 1]);
    for (const [disclosed, texts] of [
      [whole, golden.range_proof],
      [some, golden.partial.proof],
    ] as const) {
      const proof = texts.map(parseBase64);
      expect(createSetProof(entryHashes, disclosed)).toEqual(proof);
      const isShown = (at: number) =>
        disclosed.some(([from, to]) => from <= at && at < to);
      const leafAt = (at: number) => (isShown(at) ? entryHashes[at] : undefined);
      const size = entryHashes.length;
      expect(computeSetRoot({ size, disclosed, leafAt, proof })).toEqual({
        ok: true,
        root: rootIn(golden.stream_head, 2),
      });
    }
  });
});
