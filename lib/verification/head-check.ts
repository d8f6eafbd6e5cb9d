import type { ChainState } from "@/lib/integrity/chain-state";
import type { Finding } from "@/lib/integrity/finding";
import type { SealedOrganization, SealedStream } from "@/lib/integrity/records";
import { SlotTree } from "@/lib/integrity/slot-tree";
import { formatHex, parseHex } from "@/lib/proof/bytes";
import { FormatError } from "@/lib/proof/format-error";
import { rootOfFrontier } from "@/lib/proof/frontier";
import { hashLeafText } from "@/lib/proof/hash";
import {
  createVacancy,
  listSlotLeaves,
  parseOrganizationHead,
  parseStreamHead,
} from "@/lib/proof/heads";
import { formatStreamName } from "@/lib/proof/names";
import type { LogCursor } from "./cursor";

/**
 * The heads that the epochs hold of one log, against the log as it is read again: of every
 * epoch, since a thief of the key may leave all old ones and seal a new one over entries
 * that he rewrote (docs/format.md, section 4).
 */
export class HeadCheck {
  private table: SlotTree | null = null;

  constructor(
    private readonly cursor: LogCursor,
    private readonly vacantKey: Uint8Array,
  ) {}

  /** Requires: the log was read up to the head's size, and all heads before were checked. */
  check(head: SealedOrganization, streams: SealedStream[]): Finding | null {
    try {
      const finding = this.checkStreams(streams) ?? this.checkOrganization(head);
      if (finding !== null) return finding;
      this.cursor.lastGoodSize = head.size;
      this.cursor.lastEpoch = head.epochIndex;
      return null;
    } catch (error) {
      if (!(error instanceof FormatError) && !(error instanceof RangeError)) throw error;
      const why = `a head of epoch ${head.epochIndex} cannot be read`;
      return this.found(["a head", error.message], why);
    }
  }

  private checkStreams(streams: SealedStream[]): Finding | null {
    const { log, sealed } = this.cursor;
    for (const { slot, head, size, epochIndex } of streams) {
      const stream = log.streams.get(slot);
      const parsed = parseStreamHead(head);
      const where = `stream ${slot} at epoch ${epochIndex}`;
      const isNamed = parsed.stream === formatStreamName(log.name, slot);
      if (stream === undefined || !isNamed || size !== parsed.size) {
        return this.found([where, head], `the head of ${where} is not its own`);
      }
      const isPruned = parsed.size < stream.minIndex;
      const wrong = isPruned ? null : describeMismatch(parsed, stream);
      if (wrong !== null) {
        const why = `the entries of ${where} are not the ones that were sealed`;
        return { ...this.found(wrong, why), clientSlot: slot };
      }
      const leaf = hashLeafText(head);
      sealed.set(slot, formatHex(leaf));
      if (this.table !== null && slot < this.table.width) this.table.set(slot, leaf);
    }
    return null;
  }

  private checkOrganization({
    head,
    size,
    epochIndex,
  }: SealedOrganization): Finding | null {
    const { log } = this.cursor;
    const parsed = parseOrganizationHead(head);
    const at = `at epoch ${epochIndex}`;
    if (parsed.organization !== log.name || parsed.size !== size) {
      return this.found([log.name, head], `the organization's head ${at} is not its own`);
    }
    const wrong = describeMismatch(parsed, log.chain);
    if (wrong !== null) {
      return this.found(wrong, `the entries ${at} are not the ones that were sealed`);
    }
    const streamsRoot = formatHex(this.tableOf(parsed.width).root);
    const expected = formatHex(parsed.streamsRoot);
    if (streamsRoot === expected) return null;
    const why = `the heads of the streams ${at} are not the ones that were sealed`;
    return this.found([expected, streamsRoot], why);
  }

  private tableOf(width: number): SlotTree {
    if (this.table?.width === width) return this.table;
    const { log, sealed } = this.cursor;
    const heads = new Map([...sealed].map(([slot, leaf]) => [slot, parseHex(leaf)]));
    const vacantAt = createVacancy(this.vacantKey, (slot) =>
      formatStreamName(log.name, slot),
    );
    this.table = new SlotTree(listSlotLeaves(width, heads, vacantAt));
    return this.table;
  }

  private found([expected, found]: [string, string], why: string): Finding {
    const { log, lastGoodSize } = this.cursor;
    const lastIdx = Math.max(0, log.chain.frontier.size - 1);
    const place = { firstIdx: Math.min(lastGoodSize, lastIdx), lastIdx };
    return { kind: "head", ...place, clientSlot: null, sidx: null, expected, found, why };
  }
}

type HeadFacts = { size: number; root: Uint8Array; lastRecordedAt: string | null };

function describeMismatch(head: HeadFacts, chain: ChainState): [string, string] | null {
  const { frontier, lastRecordedAt } = chain;
  if (head.size !== frontier.size) {
    return [`${head.size} entries`, `${frontier.size} entries`];
  }
  const root = formatHex(rootOfFrontier(frontier));
  const expected = formatHex(head.root);
  if (root !== expected) return [expected, root];
  if (head.lastRecordedAt === lastRecordedAt) return null;
  return [head.lastRecordedAt ?? "no time", lastRecordedAt ?? "no time"];
}
