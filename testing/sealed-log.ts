import type { BundleEntry } from "@/lib/proof/bundle-entry";
import type { BundleFiles, BundleKind, Manifest } from "@/lib/proof/bundle-manifest";
import type { PastHead } from "@/lib/proof/bundle-proof";
import {
  formatEntryData,
  formatOrganizationData,
  hashEntry,
  zeroHash,
} from "@/lib/proof/chain";
import { type BundleParts, createBundle } from "@/lib/proof/create-bundle";
import { mergeRanges } from "@/lib/proof/disclose-entry";
import { commitFields } from "@/lib/proof/field-commitments";
import { hashLeafText } from "@/lib/proof/hash";
import {
  createVacancy,
  formatOrganizationHead,
  formatStreamHead,
  hashSlots,
  listSlotLeaves,
} from "@/lib/proof/heads";
import { hashTree, listConsistencyProof, listInclusionProof } from "@/lib/proof/merkle";
import { formatOrganizationName, formatStreamName } from "@/lib/proof/names";
import { createSetProof } from "@/lib/proof/set-proof";
import { createSigner } from "@/lib/proof/signed-note";
import { contentOf, type Shown } from "@/testing/bundle-content";
import {
  keyOf,
  organizationSlot,
  seedOf,
  signEpoch,
  testOrigin,
  testWidth,
} from "@/testing/signed-epoch";

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

export type Show = (index: number) => Shown;

export type BundleWish = {
  kind: BundleKind;
  show?: Show;
  change?: Partial<Omit<Manifest, "files">>;
  /** Sizes of earlier days. */
  past?: number[];
};

/** A whole log in memory, sealed the way the format says, with keys of its own. */
export class SealedLog {
  readonly organization: string;
  readonly witness = createSigner("witness.test/w1", seedOf("witness"), "cosignature");
  private readonly stored: Stored[] = [];
  readonly vacantKey = seedOf("vacant");

  constructor(
    readonly log = createSigner(testOrigin, seedOf("log")),
    readonly exporter = createSigner(`${testOrigin}/export`, seedOf("export")),
    readonly slot = organizationSlot,
  ) {
    this.organization = formatOrganizationName(log.key.name, slot);
  }

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
        origin: this.log.key.name,
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

  bundle(wish: BundleWish, slot = 7): BundleFiles {
    return this.sign(this.parts(wish, slot));
  }

  sign(parts: BundleParts): BundleFiles {
    return createBundle(parts, this.exporter);
  }

  /** A key of somebody else, whatever it is called. */
  strangerKey(name: string, type: "log" | "witness" = "witness"): string {
    const keyType = type === "log" ? "ed25519" : "cosignature";
    return keyOf(createSigner(name, seedOf("stranger"), keyType));
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
          width: testWidth,
          streamsRoot: zeroHash,
        });
    return { epochIndex: day, head, consistency: listConsistencyProof(leaves, past) };
  }

  private seal(slot: number) {
    const slots = new Set([slot, ...this.stored.map(({ place }) => place.clientSlot)]);
    const streams = new Map([...slots].map((one) => [one, this.streamHead(one)]));
    const vacant = createVacancy(this.vacantKey, (one) =>
      formatStreamName(this.organization, one),
    );
    const streamLeaves = listSlotLeaves(
      testWidth,
      new Map([...streams].map(([one, head]) => [one, hashLeafText(head)])),
      vacant,
    );
    const orgHead = formatOrganizationHead({
      ...this.stateOf(this.stored, ({ orgHash }) => orgHash),
      organization: this.organization,
      width: testWidth,
      streamsRoot: hashSlots(streamLeaves),
    });
    return {
      streamHead: {
        text: streams.get(slot) ?? "",
        proof: listInclusionProof(streamLeaves, slot),
      },
      ...signEpoch(orgHead, this),
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
