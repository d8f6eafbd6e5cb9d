import type { Finding, FindingKind } from "@/lib/integrity/finding";
import type { EpochRow } from "@/lib/integrity/records";
import { SlotTree } from "@/lib/integrity/slot-tree";
import { concatBytes, formatHex, parseHex } from "@/lib/proof/bytes";
import { formatCheckpoint } from "@/lib/proof/checkpoint";
import { firstEpochLink, hashEpoch, parseEpoch } from "@/lib/proof/epoch";
import { FormatError } from "@/lib/proof/format-error";
import { appendLeaf, rootOfFrontier } from "@/lib/proof/frontier";
import { hashLeafText } from "@/lib/proof/hash";
import { createVacancy, listSlotLeaves, parseOrganizationHead } from "@/lib/proof/heads";
import { formatOrganizationName, parseOrganizationName } from "@/lib/proof/names";
import { checkNote, parseNote } from "@/lib/proof/signed-note";
import type { VerifierKey } from "@/lib/proof/verifier-key";
import type { EpochCursor } from "@/lib/verification/cursor";

export type KnownKey = { key: VerifierKey; fromEpoch: number };

/** A checkpoint that was kept outside the database: what the log was at that size. */
export type Anchor = { size: number; root: string; from: string };

export type EpochContext = {
  origin: string;
  keys: KnownKey[];
  anchors: Anchor[];
  vacantKey: Uint8Array;
};

export type ChangedOrganization = { epochIndex: number; head: string; leafHash: string };

/** Every epoch in its order: its text, its link, its heads, its checkpoint and signature. */
export class EpochCheck {
  private table: SlotTree | null = null;

  constructor(
    private readonly cursor: EpochCursor,
    private readonly context: EpochContext,
  ) {}

  check(row: EpochRow, changed: ChangedOrganization[]): Finding | null {
    try {
      const why = this.findFault(row, changed);
      return why === null ? null : describeEpochFault(row.epochIndex, why);
    } catch (error) {
      if (!(error instanceof FormatError) && !(error instanceof RangeError)) throw error;
      return describeEpochFault(row.epochIndex, [
        "an epoch",
        error.message,
        "unreadable",
      ]);
    }
  }

  private findFault(row: EpochRow, changed: ChangedOrganization[]): Fault | null {
    const { cursor, context } = this;
    const epoch = parseEpoch(row.data);
    const index = cursor.frontier.size;
    if (row.epochIndex !== index || epoch.index !== index) {
      return [`epoch ${index}`, `epoch ${row.epochIndex}`, "an epoch is missing"];
    }
    const link = cursor.lastLeaf ?? formatHex(firstEpochLink);
    if (formatHex(epoch.prevHash) !== link || epoch.origin !== context.origin) {
      return [link, formatHex(epoch.prevHash), "it does not follow the epoch before it"];
    }
    const isBack = cursor.lastSealedAt !== null && epoch.sealedAt < cursor.lastSealedAt;
    if (isBack || epoch.sealedAt !== row.sealedAt) {
      return [epoch.sealedAt, row.sealedAt, "its time is not the one that was sealed"];
    }
    const root = this.applyHeads(changed, epoch.width);
    if (root !== formatHex(epoch.organizationsRoot)) {
      const expected = formatHex(epoch.organizationsRoot);
      return [expected, root, "its heads are not the ones that were sealed"];
    }
    return this.findUnsigned(row, epoch.sealedAt);
  }

  private applyHeads(changed: ChangedOrganization[], width: number): string {
    for (const { head, leafHash } of changed) {
      const leaf = hashLeafText(head);
      if (formatHex(leaf) !== leafHash) throw new FormatError("a head has another hash");
      const { slot } = parseOrganizationName(parseOrganizationHead(head).organization);
      this.cursor.sealed.set(slot, leafHash);
      if (this.table?.width === width) this.table.set(slot, leaf);
    }
    if (this.table?.width !== width) this.table = this.makeTable(width);
    return formatHex(this.table.root);
  }

  private makeTable(width: number): SlotTree {
    const { origin, vacantKey } = this.context;
    const heads = new Map(
      [...this.cursor.sealed].map(([slot, leaf]) => [slot, parseHex(leaf)]),
    );
    const vacantAt = createVacancy(vacantKey, (slot) =>
      formatOrganizationName(origin, slot),
    );
    return new SlotTree(listSlotLeaves(width, heads, vacantAt));
  }

  private findUnsigned(row: EpochRow, sealedAt: string): Fault | null {
    const { cursor, context } = this;
    const leaf = hashEpoch(row.data);
    const path = formatHex(concatBytes(...[...cursor.frontier.nodes].reverse()));
    if (formatHex(leaf) !== row.leafHash || path !== row.path) {
      return [row.leafHash, formatHex(leaf), "its kept hashes are not its own"];
    }
    const frontier = appendLeaf(cursor.frontier, leaf);
    const root = rootOfFrontier(frontier);
    const body = { origin: context.origin, size: frontier.size, root, extensions: [] };
    const expected = formatCheckpoint(body);
    const { text } = parseNote(row.checkpoint);
    if (text !== expected) {
      return [expected, text, "its checkpoint signs another tree of epochs"];
    }
    const keys = context.keys.filter(({ fromEpoch }) => fromEpoch <= row.epochIndex);
    const verdict = checkNote(
      row.checkpoint,
      keys.map(({ key }) => key),
    );
    if (!verdict.ok) return [verdict.expected, verdict.found, verdict.why];
    const anchor = context.anchors.find(({ size }) => size === frontier.size);
    if (anchor !== undefined && anchor.root !== formatHex(root)) {
      const why = `it is not the one that ${anchor.from} holds`;
      return [anchor.root, formatHex(root), why, "anchor"];
    }
    cursor.frontier = frontier;
    cursor.lastLeaf = row.leafHash;
    cursor.lastSealedAt = sealedAt;
    return null;
  }
}

type Fault = [expected: string, found: string, why: string, kind?: FindingKind];

export function describeEpochFault(index: number, fault: Fault): Finding {
  const [expected, found, why, kind = "epoch"] = fault;
  const place = { firstIdx: null, lastIdx: null, clientSlot: null, sidx: null };
  return { kind, ...place, expected, found, why: `epoch ${index}: ${why}` };
}
