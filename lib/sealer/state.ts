import {
  formatLogState,
  type LogState,
  parseLogState,
} from "@/lib/integrity/chain-state";
import { formatCanonical } from "@/lib/proof/canonical";
import {
  createFrontier,
  type Frontier,
  formatFrontier,
  parseFrontier,
} from "@/lib/proof/frontier";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";

/** A head as it was last sealed; its leaf hash in hexadecimal. */
export type SealedHead = { head: string; leaf: string };

export type SealedLog = {
  log: LogState;
  sealed: SealedHead | null;
  streams: Map<number, SealedHead>;
};

export type SealerKey = { verifierKey: string; fromEpoch: number };

/** What the sealer knows by itself, outside the database (docs/format.md, section 4). */
export type SealerState = {
  origin: string;
  vacantKey: string;
  epochs: Frontier;
  lastLeaf: string | null;
  lastSealedAt: string | null;
  lastCheckpoint: string | null;
  keys: SealerKey[];
  logs: Map<string, SealedLog>;
};

export function createSealerState(origin: string, vacantKey: string): SealerState {
  return {
    origin,
    vacantKey,
    epochs: createFrontier(),
    lastLeaf: null,
    lastSealedAt: null,
    lastCheckpoint: null,
    keys: [],
    logs: new Map(),
  };
}

export function formatSealerState(state: SealerState): string {
  return formatCanonical({
    version: "custody/sealer-state/v1",
    origin: state.origin,
    vacant_key: state.vacantKey,
    epochs: formatFrontier(state.epochs),
    last_leaf: state.lastLeaf,
    last_sealed_at: state.lastSealedAt,
    last_checkpoint: state.lastCheckpoint,
    keys: state.keys.map(({ verifierKey, fromEpoch }) => ({
      verifier_key: verifierKey,
      from_epoch: fromEpoch,
    })),
    logs: [...state.logs.values()].map(formatSealedLog),
  });
}

export function parseSealerState(text: string): SealerState {
  const value = JSON.parse(text) as JsonObject;
  if (value.version !== "custody/sealer-state/v1") {
    throw new Error("The sealer's state is of another version.");
  }
  return {
    origin: value.origin as string,
    vacantKey: value.vacant_key as string,
    epochs: parseFrontier(value.epochs as JsonValue),
    lastLeaf: value.last_leaf as string | null,
    lastSealedAt: value.last_sealed_at as string | null,
    lastCheckpoint: value.last_checkpoint as string | null,
    keys: (value.keys as JsonObject[]).map((key) => ({
      verifierKey: key.verifier_key as string,
      fromEpoch: key.from_epoch as number,
    })),
    logs: new Map(
      (value.logs as JsonObject[]).map((log) => {
        const parsed = parseSealedLog(log);
        return [parsed.log.organizationId, parsed];
      }),
    ),
  };
}

function formatSealedLog({ log, sealed, streams }: SealedLog): JsonObject {
  return {
    log: formatLogState(log),
    sealed: sealed,
    streams: [...streams].map(([slot, head]) => ({ slot, ...head })),
  };
}

function parseSealedLog(value: JsonObject): SealedLog {
  const streams = (value.streams as JsonObject[]).map(
    ({ slot, head, leaf }): [number, SealedHead] => [
      slot as number,
      { head: head as string, leaf: leaf as string },
    ],
  );
  return {
    log: parseLogState(value.log as JsonObject),
    sealed: value.sealed as SealedHead | null,
    streams: new Map(streams),
  };
}
