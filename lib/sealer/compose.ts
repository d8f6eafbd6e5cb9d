import type { Block } from "@/lib/integrity/blocks";
import type { LogState } from "@/lib/integrity/chain-state";
import { concatBytes, formatHex, parseHex } from "@/lib/proof/bytes";
import { formatCheckpoint } from "@/lib/proof/checkpoint";
import { firstEpochLink, formatEpoch, hashEpoch } from "@/lib/proof/epoch";
import { appendLeaf, rootOfFrontier } from "@/lib/proof/frontier";
import { hashLeafText } from "@/lib/proof/hash";
import {
  createVacancy,
  formatOrganizationHead,
  formatStreamHead,
  hashSlots,
  listSlotLeaves,
} from "@/lib/proof/heads";
import {
  formatOrganizationName,
  formatStreamName,
  parseOrganizationName,
} from "@/lib/proof/names";
import { type NoteSigner, signNote } from "@/lib/proof/signed-note";
import { formatVerifierKey } from "@/lib/proof/verifier-key";
import type { SealedHead, SealedLog, SealerKey, SealerState } from "./state";

/** A log as it was read again, with the blocks it completed on the way. */
export type WalkedLog = { log: LogState; blocks: Block[] };

export type Moment = {
  sealedAt: string;
  organizationWidth: number;
  /** SHA-256 of the newest checkpoint that witnesses signed; zeros while there is none. */
  witnessedHash: Uint8Array;
};

type OrganizationRow = { id: string; size: number; head: string; leaf: string };
type StreamRow = OrganizationRow & { slot: number; client: string | null };
type BlockRow = Block & { id: string };

/** What one epoch adds to the database: the argument of custody.append_epoch. */
export type EpochInsert = {
  index: number;
  sealed_at: string;
  data: string;
  leaf: string;
  path: string;
  checkpoint: string;
  organizations: OrganizationRow[];
  streams: StreamRow[];
  blocks: BlockRow[];
  keys: string[];
};

export type Composed = { insert: EpochInsert; state: SealerState };

/** Composes the next epoch: the heads that changed, the epoch over all, and its checkpoint. */
export function composeEpoch(
  state: SealerState,
  walked: WalkedLog[],
  moment: Moment,
  signers: NoteSigner[],
): Composed {
  const index = state.epochs.size;
  const logs = new Map(state.logs);
  const rows: Pick<EpochInsert, "organizations" | "streams" | "blocks"> = {
    organizations: [],
    streams: [],
    blocks: [],
  };
  for (const { log, blocks } of walked) {
    const id = log.organizationId;
    const before = logs.get(id);
    const sealed = sealLog(log, before, state.vacantKey);
    logs.set(id, sealed.next);
    rows.organizations.push(...sealed.organizations);
    rows.streams.push(...sealed.streams);
    rows.blocks.push(...blocks.map((block) => ({ id, ...block })));
  }
  const data = formatEpoch({
    origin: state.origin,
    index,
    sealedAt: moment.sealedAt,
    prevHash: state.lastLeaf === null ? firstEpochLink : parseHex(state.lastLeaf),
    width: moment.organizationWidth,
    organizationsRoot: hashOrganizations(state, logs, moment.organizationWidth),
    witnessedHash: moment.witnessedHash,
  });
  return finishEpoch(
    { ...state, logs },
    { data, sealedAt: moment.sealedAt, rows },
    signers,
  );
}

type Draft = {
  data: string;
  sealedAt: string;
  rows: Pick<EpochInsert, "organizations" | "streams" | "blocks">;
};

function finishEpoch(
  state: SealerState,
  { data, sealedAt, rows }: Draft,
  signers: NoteSigner[],
): Composed {
  const { origin } = state;
  const leaf = hashEpoch(data);
  const epochs = appendLeaf(state.epochs, leaf);
  const root = rootOfFrontier(epochs);
  const body = formatCheckpoint({ origin, size: epochs.size, root, extensions: [] });
  const checkpoint = signNote(body, signers);
  const known = new Set(state.keys.map(({ verifierKey }) => verifierKey));
  const added = signers
    .map(({ key }) => formatVerifierKey(key.name, key.publicKey))
    .filter((verifierKey) => !known.has(verifierKey))
    .map((verifierKey): SealerKey => ({ verifierKey, fromEpoch: state.epochs.size }));
  const insert: EpochInsert = {
    index: state.epochs.size,
    sealed_at: sealedAt,
    data,
    leaf: formatHex(leaf),
    path: formatHex(concatBytes(...[...state.epochs.nodes].reverse())),
    checkpoint,
    ...rows,
    keys: added.map(({ verifierKey }) => verifierKey),
  };
  const next: SealerState = {
    ...state,
    epochs,
    lastLeaf: insert.leaf,
    lastSealedAt: sealedAt,
    lastCheckpoint: checkpoint,
    keys: [...state.keys, ...added],
  };
  return { insert, state: next };
}

type SealedRows = {
  next: SealedLog;
  organizations: OrganizationRow[];
  streams: StreamRow[];
};

/** Rows only for heads whose text is another than the one sealed last. */
function sealLog(
  log: LogState,
  before: SealedLog | undefined,
  vacantKey: string,
): SealedRows {
  const { organizationId: id } = log;
  const heads = new Map(before?.streams);
  const streams: StreamRow[] = [];
  for (const [slot, stream] of log.streams) {
    const head = formatStreamHead({
      stream: formatStreamName(log.name, slot),
      size: stream.frontier.size,
      root: rootOfFrontier(stream.frontier),
      lastRecordedAt: stream.lastRecordedAt,
      minIndex: stream.minIndex,
    });
    if (heads.get(slot)?.head === head) continue;
    const leaf = formatHex(hashLeafText(head));
    heads.set(slot, { head, leaf });
    const { size } = stream.frontier;
    streams.push({ id, slot, client: stream.clientId, size, head, leaf });
  }
  const sealed = sealOrganization(log, heads, vacantKey);
  const isSame = before?.sealed?.head === sealed.head;
  const { size } = log.chain.frontier;
  return {
    next: { log, sealed, streams: heads },
    organizations: isSame ? [] : [{ id, size, ...sealed }],
    streams,
  };
}

function sealOrganization(
  log: LogState,
  streams: ReadonlyMap<number, SealedHead>,
  vacantKey: string,
): SealedHead {
  const { name, width, chain } = log;
  const leaves = new Map([...streams].map(([slot, { leaf }]) => [slot, parseHex(leaf)]));
  const vacantAt = createVacancy(parseHex(vacantKey), (slot) =>
    formatStreamName(name, slot),
  );
  const head = formatOrganizationHead({
    organization: name,
    size: chain.frontier.size,
    root: rootOfFrontier(chain.frontier),
    width,
    streamsRoot: hashSlots(listSlotLeaves(width, leaves, vacantAt)),
    lastRecordedAt: chain.lastRecordedAt,
    minIndex: chain.minIndex,
  });
  return { head, leaf: formatHex(hashLeafText(head)) };
}

function hashOrganizations(
  { origin, vacantKey }: SealerState,
  logs: ReadonlyMap<string, SealedLog>,
  width: number,
): Uint8Array {
  const leaves = new Map<number, Uint8Array>();
  for (const { log, sealed } of logs.values()) {
    if (sealed === null) continue;
    leaves.set(parseOrganizationName(log.name).slot, parseHex(sealed.leaf));
  }
  const vacantAt = createVacancy(parseHex(vacantKey), (slot) =>
    formatOrganizationName(origin, slot),
  );
  return hashSlots(listSlotLeaves(width, leaves, vacantAt));
}
