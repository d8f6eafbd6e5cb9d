import { encodeText, formatHex, parseHex } from "@/lib/proof/bytes";
import { entryVersion, organizationVersion } from "@/lib/proof/chain";
import { GrowingFrontier } from "@/lib/proof/frontier";
import { hashLength } from "@/lib/proof/hash";
import { type Block, blockLeafCount, blockLevel, organizationChain } from "./blocks";
import { type ChainState, createChain, type LogState, startChainAt } from "./chain-state";
import { formatServerMicros, parseServerMicros } from "./instant-bytes";
import { isSameHash, PackedHasher, readWholeContent } from "./packed-entry";
import {
  type PackedNumbers,
  PackedReader,
  type PackedRows,
  packedAt,
  recordLength,
} from "./packed-rows";

/**
 * Takes in packed entries up to an idx as long as each holds in every way, and leaves the
 * state behind the last that does. It never says what is wrong: `walkRow` of walk.ts looks at
 * the next entry then, and may well find that it holds.
 */
export function walkPacked(
  state: LogState,
  rows: PackedRows,
  { toIdx, isInside }: PackedPart,
): Block[] {
  const walk = PackedWalk.of(state, rows, isInside);
  if (walk === null || walk.idx < rows.fromIdx) return [];
  while (walk.idx < toIdx && walk.take(walk.idx - rows.fromIdx)) walk.idx += 1;
  walk.settle();
  return walk.blocks;
}

/** `isInside`: what came before is not known, so a stream's first entry is taken as it is. */
export type PackedPart = { toIdx: number; isInside: boolean };

/** One chain on the way: hashes as bytes, and times as PostgreSQL counts them. */
class ChainWalk {
  readonly frontier: GrowingFrontier;
  readonly last: Uint8Array;
  lastMicros: number;
  lastIdx = 0;
  clientId: string | null = null;

  private constructor(
    readonly prefix: Uint8Array,
    chain: ChainState,
    micros: number,
  ) {
    this.frontier = new GrowingFrontier(chain.frontier);
    this.last = parseHex(chain.lastHash);
    this.lastMicros = micros;
  }

  /** Null where the last time is one that only texts can hold. */
  static of(prefix: string, chain: ChainState): ChainWalk | null {
    const { lastRecordedAt: at } = chain;
    const micros = at === null ? 0 : parseServerMicros(at);
    return micros === null ? null : new ChainWalk(encodeText(prefix), chain, micros);
  }

  /** The root of the block that the entry completes, or null. */
  append(records: Uint8Array, at: number, micros: number): Uint8Array | null {
    const root = this.frontier.append([records, at], blockLevel);
    copyHash(records, at, this.last);
    this.lastMicros = micros;
    return root;
  }

  freeze(minIndex: number): ChainState {
    return {
      frontier: this.frontier.freeze(),
      lastHash: formatHex(this.last),
      lastRecordedAt: formatServerMicros(this.lastMicros),
      minIndex,
    };
  }
}

class PackedWalk {
  idx: number;
  readonly blocks: Block[] = [];
  private readonly streams = new Map<number, ChainWalk>();
  private readonly reader: PackedReader;
  private readonly hasher: PackedHasher;

  private constructor(
    private readonly state: LogState,
    private readonly rows: PackedRows,
    private readonly chain: ChainWalk,
    private readonly isInside: boolean,
  ) {
    this.reader = new PackedReader(rows);
    this.hasher = new PackedHasher(chain.prefix);
    this.idx = chain.frontier.size;
  }

  static of(state: LogState, rows: PackedRows, isInside: boolean): PackedWalk | null {
    const chain = ChainWalk.of(`${organizationVersion}\n${state.name}\n`, state.chain);
    return chain === null ? null : new PackedWalk(state, rows, chain, isInside);
  }

  /** Takes in one record; false where it does not hold, and then nothing has changed. */
  take(at: number): boolean {
    const { chain, rows } = this;
    const numbers = this.reader.read(at);
    if (numbers === null || numbers.idx !== this.idx) return false;
    if (numbers.recordedAt < chain.lastMicros) return false;
    const start = at * recordLength;
    const stream = this.streamOf(numbers, start);
    if (stream === null || numbers.sidx !== stream.frontier.size) return false;
    const isLinked =
      isSameHash(rows.records, start + packedAt.prevHash, stream.last) &&
      isSameHash(rows.records, start + packedAt.orgPrevHash, chain.last);
    const place = { numbers, records: rows.records, start };
    if (!isLinked || !this.hasher.isHashed(place, stream.prefix)) return false;
    const isWhole = rows.contents === null || this.isContent(numbers, at, stream);
    if (!isWhole) return false;
    stream.lastIdx = this.idx;
    this.append(stream, numbers.slot, start + packedAt.hash);
    this.append(chain, organizationChain, start + packedAt.orgHash);
    return true;
  }

  private append(walk: ChainWalk, chain: number, at: number): void {
    const { recordedAt } = this.reader.numbers;
    const root = walk.append(this.rows.records, at, recordedAt);
    if (root === null) return;
    const block = walk.frontier.size / blockLeafCount - 1;
    this.blocks.push({ chain, block, hash: formatHex(root) });
  }

  /** Puts back into the state where the chains stand now. */
  settle(): void {
    const { state, chain, streams } = this;
    if (chain.frontier.size === state.chain.frontier.size) return;
    state.chain = chain.freeze(state.chain.minIndex);
    for (const [slot, stream] of streams) {
      const before = state.streams.get(slot);
      if (stream.frontier.size === (before?.frontier.size ?? 0)) continue;
      state.streams.set(slot, {
        ...stream.freeze(before?.minIndex ?? 0),
        clientId: before ? before.clientId : stream.clientId,
        lastIdx: stream.lastIdx,
      });
    }
  }

  private streamOf({ slot, sidx }: PackedNumbers, start: number): ChainWalk | null {
    const known = this.streams.get(slot);
    if (known !== undefined) return known;
    const { name, streams } = this.state;
    const prevAt = start + packedAt.prevHash;
    const begin = () => {
      if (!this.isInside) return createChain();
      const prev = this.rows.records.subarray(prevAt, prevAt + hashLength);
      return startChainAt(sidx, formatHex(prev));
    };
    const prefix = `${entryVersion}\n${name}/c/${slot}\n`;
    const stream = ChainWalk.of(prefix, streams.get(slot) ?? begin());
    if (stream !== null) this.streams.set(slot, stream);
    return stream;
  }

  private isContent(numbers: PackedNumbers, at: number, stream: ChainWalk): boolean {
    const content = readWholeContent(this.rows, at, numbers);
    if (content === null) return false;
    stream.clientId ??= content.clientId;
    return true;
  }
}

function copyHash(records: Uint8Array, from: number, hash: Uint8Array): void {
  for (let at = 0; at < hashLength; at += 1) hash[at] = records[from + at] ?? 0;
}
