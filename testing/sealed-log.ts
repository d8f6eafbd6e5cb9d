import type { BundleContent, BundleEntry } from "@/lib/proof/bundle-entry";
import type { BundleKind, Manifest } from "@/lib/proof/bundle-manifest";
import type { PastHead } from "@/lib/proof/bundle-proof";
import { formatHex } from "@/lib/proof/bytes";
import {
  formatEntryData,
  formatOrganizationData,
  hashEntry,
  zeroHash,
} from "@/lib/proof/chain";
import { formatCheckpoint } from "@/lib/proof/checkpoint";
import { type BundleParts, createBundle } from "@/lib/proof/create-bundle";
import { formatEpoch, hashEpoch } from "@/lib/proof/epoch";
import { commitFields, deriveSalts } from "@/lib/proof/field-commitments";
import { hashLeafText, sha256 } from "@/lib/proof/hash";
import {
  createVacancy,
  formatOrganizationHead,
  formatStreamHead,
  hashSlots,
  listSlotLeaves,
} from "@/lib/proof/heads";
import { hashTree, listConsistencyProof, listInclusionProof } from "@/lib/proof/merkle";
import { formatOrganizationName, formatStreamName } from "@/lib/proof/names";
import { createSetProof, type DisclosedRange } from "@/lib/proof/set-proof";
import {
  cosignText,
  createSigner,
  formatSignature,
  type NoteSigner,
  signNote,
} from "@/lib/proof/signed-note";
import { formatTlogProof } from "@/lib/proof/tlog-proof";
import { formatVerifierKey } from "@/lib/proof/verifier-key";

export const testOrigin = "log.test/custody1";
const width = 256;
const organizationSlot = 9;

/** One entry to append: the texts of its slots, and the client it is about. */
export type Draft = { slot: number; fields: string[]; at: string };

type Stored = {
  entry: Omit<BundleEntry, "content" | "place">;
  place: NonNullable<BundleEntry["place"]>;
  fields: string[];
  entryKey: Uint8Array;
  hash: Uint8Array;
  orgHash: Uint8Array;
};

const seedOf = (text: string) => sha256(new TextEncoder().encode(text));

/** How an entry is shown in a bundle; undefined leaves it out. */
export type Show = (index: number) => BundleContent["kind"] | number[] | undefined;

export type BundleWish = {
  kind: BundleKind;
  show?: Show;
  change?: Partial<Omit<Manifest, "files">>;
  /** Sizes of earlier days. */
  past?: number[];
};

/** A whole log in memory, sealed the way the format says, with keys of its own. */
export class SealedLog {
  readonly organization = formatOrganizationName(testOrigin, organizationSlot);
  readonly log = createSigner(testOrigin, seedOf("log"));
  readonly exporter = createSigner(`${testOrigin}/export`, seedOf("export"));
  readonly witness = createSigner("witness.test/w1", seedOf("witness"), "cosignature");
  private readonly stored: Stored[] = [];
  private readonly vacantKey = seedOf("vacant");

  /** The policy of somebody who trusts this log and, if asked, its witness. */
  policyText(quorum: "none" | "w1" = "none"): string {
    return [
      `log ${keyOf(this.log)}`,
      `log ${keyOf(this.exporter)}`,
      `witness w1 ${keyOf(this.witness)}`,
      `quorum ${quorum}`,
      "",
    ].join("\n");
  }

  append({ slot, fields, at }: Draft): void {
    const mine = this.stored.filter(({ place }) => place.clientSlot === slot);
    const last = this.stored.at(-1);
    const entryKey = seedOf(`key ${this.stored.length}`).slice(0, 16);
    const header = {
      sidx: mine.length,
      recordedAt: at,
      prevHash: mine.at(-1)?.hash ?? zeroHash,
      fieldCount: fields.length,
      bodyRoot: commitFields(entryKey, fields).root,
    };
    const stream = formatStreamName(this.organization, slot);
    const hash = hashEntry(formatEntryData({ ...header, stream }));
    const idx = this.stored.length;
    const place = { clientSlot: slot, idx, prevHash: last?.orgHash ?? zeroHash };
    const orgHash = hashEntry(
      formatOrganizationData({
        ...place,
        organization: this.organization,
        recordedAt: at,
        sidx: header.sidx,
        entryHash: hash,
      }),
    );
    this.stored.push({ entry: header, place, fields, entryKey, hash, orgHash });
  }

  /** The parts of a bundle over the whole chain; a wish changes what is shown and said. */
  parts(wish: BundleWish, slot: number): BundleParts {
    const isClient = wish.kind === "client";
    const chain = isClient
      ? this.stored.filter(({ place }) => place.clientSlot === slot)
      : this.stored;
    const leaves = chain.map((one) => (isClient ? one.hash : one.orgHash));
    const shown = chain.flatMap((one, index) => {
      const content = contentOf(
        one,
        wish.show?.(index) ?? (wish.show ? undefined : "whole"),
      );
      if (content === null) return [];
      const place = isClient ? null : one.place;
      return [{ index, entry: { ...one.entry, content, place } }];
    });
    const disclosed = mergeRanges(shown.map(({ index }) => index));
    const sealed = this.seal(slot);
    const size = leaves.length;
    const proof = {
      size,
      disclosed,
      setProof: createSetProof(leaves, disclosed),
      streamHead: isClient ? sealed.streamHead : null,
      orgHead: sealed.orgHead,
      epoch: sealed.epoch,
      epochIndex: sealed.epochIndex,
    };
    return {
      manifest: {
        kind: wish.kind,
        origin: testOrigin,
        org: this.organization,
        stream: isClient ? formatStreamName(this.organization, slot) : null,
        filter: null,
        fromIndex: 0,
        toIndex: size,
        fromTime: null,
        toTime: null,
        treeSize: size,
        root: hashTree(leaves),
        entryCount: shown.length,
        claims: ["AUTHENTIC", "COMPLETE", "NEWEST"],
        createdAt: "2026-11-25T00:00:02.000000Z",
        isDemo: false,
        ...wish.change,
      },
      entries: shown.map(({ entry }) => entry),
      proof,
      tlogProof: sealed.tlogProof,
      history: (wish.past ?? []).map((past, day) =>
        this.pastHead(chain, leaves, { past, day, slot, isClient }),
      ),
      readme: "A bundle of a test.\n",
    };
  }

  bundle(wish: BundleWish, slot = 7) {
    return createBundle(this.parts(wish, slot), this.exporter);
  }

  private pastHead(
    chain: Stored[],
    leaves: Uint8Array[],
    {
      past,
      day,
      slot,
      isClient,
    }: { past: number; day: number; slot: number; isClient: boolean },
  ): PastHead {
    const state = {
      size: past,
      root: hashTree(leaves.slice(0, past)),
      lastRecordedAt: chain[past - 1]?.entry.recordedAt ?? null,
      minIndex: 0,
    };
    const stream = formatStreamName(this.organization, slot);
    const head = isClient
      ? formatStreamHead({ ...state, stream })
      : formatOrganizationHead({
          ...state,
          organization: this.organization,
          width,
          streamsRoot: zeroHash,
        });
    return { epochIndex: day, head, consistency: listConsistencyProof(leaves, past) };
  }

  /** Three epochs, of which the last holds everything; earlier ones are only links. */
  private seal(slot: number) {
    const slots = new Set([slot, ...this.stored.map(({ place }) => place.clientSlot)]);
    const streams = new Map([...slots].map((one) => [one, this.streamHead(one)]));
    const vacant = createVacancy(this.vacantKey, (one) =>
      formatStreamName(this.organization, one),
    );
    const streamLeaves = listSlotLeaves(
      width,
      new Map([...streams].map(([one, head]) => [one, hashLeafText(head)])),
      vacant,
    );
    const orgHead = formatOrganizationHead({
      ...this.stateOf(this.stored, ({ orgHash }) => orgHash),
      organization: this.organization,
      width,
      streamsRoot: hashSlots(streamLeaves),
    });
    const orgLeaves = listSlotLeaves(
      width,
      new Map([[organizationSlot, hashLeafText(orgHead)]]),
      createVacancy(this.vacantKey, (one) => formatOrganizationName(testOrigin, one)),
    );
    const earlier = [seedOf("epoch 0"), seedOf("epoch 1")];
    const epochIndex = earlier.length;
    const epoch = formatEpoch({
      origin: testOrigin,
      index: epochIndex,
      sealedAt: "2026-11-25T00:00:01.000000Z",
      prevHash: earlier.at(-1) ?? zeroHash,
      width,
      organizationsRoot: hashSlots(orgLeaves),
      witnessedHash: zeroHash,
    });
    const epochs = [...earlier, hashEpoch(epoch)];
    const body = formatCheckpoint({
      origin: testOrigin,
      size: epochs.length,
      root: hashTree(epochs),
      extensions: [],
    });
    const cosignature = formatSignature(cosignText(body, this.witness, 1_764_000_000));
    return {
      streamHead: {
        text: streams.get(slot) ?? "",
        proof: listInclusionProof(streamLeaves, slot),
      },
      orgHead: { text: orgHead, proof: listInclusionProof(orgLeaves, organizationSlot) },
      epoch,
      epochIndex,
      tlogProof: formatTlogProof({
        index: epochIndex,
        proof: listInclusionProof(epochs, epochIndex),
        checkpoint: signNote(body, [this.log]) + cosignature,
        extra: null,
      }),
    };
  }

  private streamHead(slot: number): string {
    const mine = this.stored.filter(({ place }) => place.clientSlot === slot);
    const stream = formatStreamName(this.organization, slot);
    return formatStreamHead({ ...this.stateOf(mine, ({ hash }) => hash), stream });
  }

  private stateOf(chain: Stored[], leafOf: (one: Stored) => Uint8Array) {
    return {
      size: chain.length,
      root: hashTree(chain.map(leafOf)),
      lastRecordedAt: chain.at(-1)?.entry.recordedAt ?? null,
      minIndex: 0,
    };
  }
}

/** The times, fields and clients of a log of some size, each entry unlike the others. */
export function fillLog(log: SealedLog, count: number, slots = [0, 7]): SealedLog {
  for (let index = 0; index < count; index += 1) {
    const slot = slots[index % slots.length] ?? 0;
    const second = String(index % 60).padStart(2, "0");
    const minute = String(Math.floor(index / 60) % 60).padStart(2, "0");
    const hour = String(Math.floor(index / 3600) % 24).padStart(2, "0");
    log.append({
      slot,
      at: `2026-11-24T${hour}:${minute}:${second}.000001Z`,
      fields: draftFields(index),
    });
  }
  return log;
}

export function draftFields(index: number, action = "ticket.updated"): string[] {
  const id = formatHex(Uint8Array.of(index & 0xff, index >>> 8));
  return [
    `{"action":"${action}","category":"tickets","outcome":"success"}`,
    `{"id":"usr_${index % 3}","type":"user"}`,
    `{"email":"u${index % 3}@msp.example","name":"Zoë ${index % 3}","role":"technician"}`,
    `{"id":"${index}","type":"ticket"}`,
    `"=Ticket “${index}”"`,
    `{"ip":"203.0.113.7","user_agent":"Mozilla/5.0"}`,
    `{"client_id":null,"id":"evt_${id}","key_id":null,"occurred_at":null,"request_id":null,"session_id":null,"source":"web","vendor":null}`,
    `{"metadata":{"n":${index}},"reason":"because"}`,
    `{"after":"Closed","before":"Open","path":"/status"}`,
  ];
}

function contentOf(
  { fields, entryKey }: Stored,
  how: BundleContent["kind"] | number[] | undefined,
): BundleContent | null {
  if (how === undefined) return null;
  if (how === "whole") return { kind: how, entryKey, fields };
  if (how === "header") return { kind: how };
  const slots = how === "partly" ? [0] : how;
  const salts = deriveSalts(entryKey, fields.length);
  const { leaves } = commitFields(entryKey, fields);
  const opened = slots.map((slot) => ({
    slot,
    salt: salts[slot] ?? zeroHash,
    text: fields[slot] ?? "",
  }));
  return { kind: "partly", opened, proof: createSetProof(leaves, mergeRanges(slots)) };
}

function mergeRanges(indices: readonly number[]): DisclosedRange[] {
  const runs: [number, number][] = [];
  for (const index of indices) {
    const run = runs.at(-1);
    if (run?.[1] === index) run[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs;
}

function keyOf({ key }: NoteSigner): string {
  return formatVerifierKey(key.name, key.publicKey, key.type);
}
