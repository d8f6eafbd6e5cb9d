import {
  createFrontier,
  type Frontier,
  formatFrontier,
  parseFrontier,
} from "@/lib/proof/frontier";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";

/** Where one chain stands: everything needed to go on, and to know its past again. */
export type ChainState = {
  frontier: Frontier;
  /** Hexadecimal; zeros at the start of a chain. */
  lastHash: string;
  lastRecordedAt: string | null;
  minIndex: number;
};

export type StreamState = ChainState & {
  clientId: string | null;
  lastIdx: number | null;
};

export type LogState = {
  organizationId: string;
  name: string;
  width: number;
  chain: ChainState;
  streams: Map<number, StreamState>;
};

export const zeroHex = "0".repeat(64);

export function createChain(): ChainState {
  return {
    frontier: createFrontier(),
    lastHash: zeroHex,
    lastRecordedAt: null,
    minIndex: 0,
  };
}

/** A chain that is read from the middle: its roots mean nothing, its links do. */
export function startChainAt(index: number, lastHash: string): ChainState {
  const nodes = Array.from({ length: countOnes(index) }, () => new Uint8Array(32));
  const frontier = { size: index, nodes };
  return { ...createChain(), frontier, lastHash: index === 0 ? zeroHex : lastHash };
}

function countOnes(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

export function createLogState(
  organizationId: string,
  name: string,
  width: number,
): LogState {
  return { organizationId, name, width, chain: createChain(), streams: new Map() };
}

/** A walk that fails must leave what was known before it untouched. */
export function copyLogState(state: LogState): LogState {
  const streams = [...state.streams].map(([slot, stream]): [number, StreamState] => [
    slot,
    { ...stream },
  ]);
  return { ...state, chain: { ...state.chain }, streams: new Map(streams) };
}

export function formatLogState(state: LogState): JsonObject {
  const { organizationId, name, width, chain, streams } = state;
  return {
    organization_id: organizationId,
    name,
    width,
    chain: formatChain(chain),
    streams: [...streams].map(([slot, stream]) => ({
      slot,
      client_id: stream.clientId,
      last_idx: stream.lastIdx,
      ...formatChain(stream),
    })),
  };
}

/** Reads what formatLogState writes, from a file that only this process writes. */
export function parseLogState(value: JsonObject): LogState {
  const streams = (value.streams as JsonObject[]).map((stream): [number, StreamState] => [
    stream.slot as number,
    {
      ...parseChain(stream),
      clientId: stream.client_id as string | null,
      lastIdx: stream.last_idx as number | null,
    },
  ]);
  return {
    organizationId: value.organization_id as string,
    name: value.name as string,
    width: value.width as number,
    chain: parseChain(value.chain as JsonObject),
    streams: new Map(streams),
  };
}

function formatChain(chain: ChainState): JsonObject {
  return {
    frontier: formatFrontier(chain.frontier),
    last_hash: chain.lastHash,
    last_recorded_at: chain.lastRecordedAt,
    min_index: chain.minIndex,
  };
}

function parseChain(value: JsonObject): ChainState {
  return {
    frontier: parseFrontier(value.frontier as JsonValue),
    lastHash: value.last_hash as string,
    lastRecordedAt: value.last_recorded_at as string | null,
    minIndex: value.min_index as number,
  };
}
