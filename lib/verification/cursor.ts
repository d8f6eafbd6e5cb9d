import {
  formatLogState,
  type LogState,
  parseLogState,
} from "@/lib/integrity/chain-state";
import {
  createFrontier,
  type Frontier,
  formatFrontier,
  parseFrontier,
} from "@/lib/proof/frontier";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";

/** How far one log was verified, with all that is needed to go on behind it. */
export type LogCursor = {
  log: LogState;
  /** The leaf of each stream's last head that was checked, in hexadecimal. */
  sealed: Map<number, string>;
  lastGoodSize: number;
  lastEpoch: number;
};

export type EpochCursor = {
  frontier: Frontier;
  lastLeaf: string | null;
  lastSealedAt: string | null;
  /** The leaf of each organization's head, by its slot. */
  sealed: Map<number, string>;
};

export type PassCursor = { cursor: LogCursor; startedAt: string; spentMs: number };

/** What the verifier knows by itself, outside the database. */
export type VerifierState = {
  epochs: EpochCursor;
  tails: Map<string, LogCursor>;
  passes: Map<string, PassCursor>;
  /** When each log was last passed whole, and how long that took. */
  finished: Map<string, { at: string; tookMs: number }>;
  segments: Map<string, SegmentCursor>;
};

/** How far the search index was compared with the entries, and when that was done last. */
export type SegmentCursor = { nextIdx: number; finishedAt: string | null };

export function createEpochCursor(): EpochCursor {
  return {
    frontier: createFrontier(),
    lastLeaf: null,
    lastSealedAt: null,
    sealed: new Map(),
  };
}

export function createLogCursor(log: LogState): LogCursor {
  return { log, sealed: new Map(), lastGoodSize: 0, lastEpoch: -1 };
}

export function createVerifierState(): VerifierState {
  return {
    epochs: createEpochCursor(),
    tails: new Map(),
    passes: new Map(),
    finished: new Map(),
    segments: new Map(),
  };
}

export function formatVerifierState(state: VerifierState): string {
  const { epochs } = state;
  return JSON.stringify({
    version: "custody/verifier-state/v1",
    epochs: {
      frontier: formatFrontier(epochs.frontier),
      last_leaf: epochs.lastLeaf,
      last_sealed_at: epochs.lastSealedAt,
      sealed: [...epochs.sealed],
    },
    tails: [...state.tails.values()].map(formatCursor),
    passes: [...state.passes.values()].map(({ cursor, startedAt, spentMs }) => ({
      cursor: formatCursor(cursor),
      started_at: startedAt,
      spent_ms: spentMs,
    })),
    finished: [...state.finished],
    segments: [...state.segments],
  });
}

export function parseVerifierState(text: string): VerifierState {
  const value = JSON.parse(text) as JsonObject;
  if (value.version !== "custody/verifier-state/v1") {
    throw new Error("The verifier's state is of another version.");
  }
  const epochs = value.epochs as JsonObject;
  const tails = (value.tails as JsonObject[]).map(parseCursor);
  const passes = (value.passes as JsonObject[]).map((pass) => ({
    cursor: parseCursor(pass.cursor as JsonObject),
    startedAt: pass.started_at as string,
    spentMs: pass.spent_ms as number,
  }));
  return {
    epochs: {
      frontier: parseFrontier(epochs.frontier as JsonValue),
      lastLeaf: epochs.last_leaf as string | null,
      lastSealedAt: epochs.last_sealed_at as string | null,
      sealed: new Map(epochs.sealed as [number, string][]),
    },
    tails: new Map(tails.map((cursor) => [cursor.log.organizationId, cursor])),
    passes: new Map(passes.map((pass) => [pass.cursor.log.organizationId, pass])),
    finished: new Map(value.finished as [string, { at: string; tookMs: number }][]),
    segments: new Map((value.segments ?? []) as [string, SegmentCursor][]),
  };
}

function formatCursor(cursor: LogCursor): JsonObject {
  return {
    log: formatLogState(cursor.log),
    sealed: [...cursor.sealed],
    last_good_size: cursor.lastGoodSize,
    last_epoch: cursor.lastEpoch,
  };
}

function parseCursor(value: JsonObject): LogCursor {
  return {
    log: parseLogState(value.log as JsonObject),
    sealed: new Map(value.sealed as [number, string][]),
    lastGoodSize: value.last_good_size as number,
    lastEpoch: value.last_epoch as number,
  };
}
