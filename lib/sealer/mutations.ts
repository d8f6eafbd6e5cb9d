import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type postgres from "postgres";
import type { Finding } from "@/lib/integrity/finding";
import { raiseIncident } from "@/lib/integrity/mutations";
import { listLogs, type Reader } from "@/lib/integrity/queries";
import type { LogBounds } from "@/lib/integrity/records";
import { formatHex } from "@/lib/proof/bytes";
import type { NoteSigner } from "@/lib/proof/signed-note";
import { moveDurably, readIfThere, writeDurably } from "@/lib/runtime/durable-file";
import { type Composed, composeEpoch, type EpochInsert, type WalkedLog } from "./compose";
import {
  describeLostEpochs,
  findLastEpoch,
  findRetreat,
  isOnlySealer,
  openSealerConnection,
  readMoment,
  walkNewRows,
} from "./queries";
import {
  createSealerState,
  formatSealerState,
  parseSealerState,
  type SealerState,
} from "./state";

export type SealerOptions = {
  databaseUrl: string;
  /** The sealer's own folder: its state outside the database. */
  folder: string;
  origin: string;
  signers: NoteSigner[];
};

export type FoundInLog = { organizationId: string; finding: Finding };
export type SealOutcome = { epochIndex: number | null; found: FoundInLog[] };

export type Sealer = {
  sql: postgres.Sql;
  options: SealerOptions;
  state: SealerState;
};

const files = { state: "state.json", pending: "pending.json", checkpoint: "checkpoint" };

/**
 * Opens the one sealer of a log. Throws where another one runs, or where the database has
 * epochs that this folder knows nothing of: a new state would sign a second history.
 */
export async function openSealer(options: SealerOptions): Promise<Sealer> {
  const sql = openSealerConnection(options.databaseUrl);
  try {
    if (!(await isOnlySealer(sql))) {
      throw new Error("Another sealer holds the log: two would sign two histories.");
    }
    const state = await loadState(sql, options);
    return { sql, options, state };
  } catch (error) {
    await sql.end({ timeout: 5 });
    throw error;
  }
}

export async function closeSealer({ sql }: Sealer): Promise<void> {
  await sql.end({ timeout: 5 });
}

async function loadState(
  sql: postgres.Sql,
  options: SealerOptions,
): Promise<SealerState> {
  const pending = await readIfThere(join(options.folder, files.pending));
  if (pending !== null) return finishPending(sql, options, pending);
  const text = await readIfThere(join(options.folder, files.state));
  if (text !== null) return parseSealerState(text);
  const { size } = await findLastEpoch(sql);
  if (size > 0) {
    throw new Error(
      `The database has ${size} sealed epochs, and ${options.folder} has no state of them. ` +
        "Bring the folder back from a backup: a new one would sign a second history.",
    );
  }
  const [row] = await sql<{ key: Uint8Array }[]>`
    select custody.keep_vacant_key(${randomBytes(32)}) as key`;
  if (!row) throw new Error("the vacant key was not kept");
  return createSealerState(options.origin, formatHex(row.key));
}

/**
 * An epoch that was written here and perhaps not committed there is committed as it is:
 * made anew it would be a second one of the same number.
 */
async function finishPending(
  sql: postgres.Sql,
  { folder }: SealerOptions,
  text: string,
): Promise<SealerState> {
  const pending = JSON.parse(text) as { insert: EpochInsert; state: string };
  const { size } = await findLastEpoch(sql);
  if (size >= pending.insert.index) await insertEpoch(sql, pending.insert);
  await writeDurably(join(folder, files.state), pending.state);
  await moveDurably(join(folder, files.pending), join(folder, "last-pending.json"));
  return parseSealerState(pending.state);
}

/** Seals all that is new, in one epoch; null where nothing changed and none was asked for. */
export async function sealEpoch(
  sealer: Sealer,
  { isIdleSeal }: { isIdleSeal: boolean },
): Promise<SealOutcome> {
  const { sql, state } = sealer;
  if (!(await isOnlySealer(sql))) throw new Error("Another sealer took over the log.");
  const found: FoundInLog[] = [];
  const composed = await sql.begin("isolation level repeatable read", async (tx) => {
    const read = await readGrowth(tx, state);
    found.push(...read.found);
    if (read.isStopped || (read.walked.length === 0 && !isIdleSeal)) return null;
    return commitEpoch(tx, sealer, read.walked);
  });
  if (composed !== null) {
    sealer.state = composed.state;
    await settle(sealer);
  }
  for (const { organizationId, finding } of found) {
    await raiseIncident(sql, { organizationId, finding, raisedBy: "sealer" });
    if (finding.kind === "behind") {
      await sql`select custody.close_log(${organizationId}::uuid)`;
    }
  }
  return { epochIndex: composed?.insert.index ?? null, found };
}

type Growth = { walked: WalkedLog[]; found: FoundInLog[]; isStopped: boolean };

async function readGrowth(tx: Reader, state: SealerState): Promise<Growth> {
  const logs = await listLogs(tx);
  const lost = describeLostEpochs(state, await findLastEpoch(tx));
  const growth: Growth = { walked: [], found: [], isStopped: lost !== null };
  const present = new Map(logs.map((bounds) => [bounds.organizationId, bounds]));
  for (const id of new Set([...present.keys(), ...state.logs.keys()])) {
    const bounds = present.get(id);
    const sealed = state.logs.get(id);
    const retreat = sealed ? await findRetreat(tx, sealed.log, bounds) : null;
    const finding = retreat ?? (bounds ? lost : null);
    if (finding !== null) growth.found.push({ organizationId: id, finding });
    else if (bounds && isGrown(sealed, bounds)) {
      const { walked, findings } = await walkNewRows(tx, sealed?.log, bounds);
      growth.found.push(
        ...findings.map((each) => ({ organizationId: id, finding: each })),
      );
      if (walked !== null) growth.walked.push(walked);
    }
  }
  return growth;
}

function isGrown(
  sealed: { log: { width: number; chain: { frontier: { size: number } } } } | undefined,
  bounds: LogBounds,
): boolean {
  if (sealed === undefined) return bounds.nextIdx > 0;
  return (
    bounds.nextIdx > sealed.log.chain.frontier.size || bounds.width !== sealed.log.width
  );
}

/** The epoch is on this disk before the database has it, so no crash loses or doubles it. */
async function commitEpoch(
  tx: postgres.TransactionSql,
  sealer: Sealer,
  walked: WalkedLog[],
): Promise<Composed> {
  const { options, state } = sealer;
  const moment = await readMoment(tx, state.lastSealedAt);
  const composed = composeEpoch(state, walked, moment, options.signers);
  const pending = {
    insert: composed.insert,
    state: formatSealerState(composed.state),
  };
  await writeDurably(join(options.folder, files.pending), JSON.stringify(pending));
  await insertEpoch(tx, composed.insert);
  return composed;
}

async function settle({ options, state }: Sealer): Promise<void> {
  const place = (name: string) => join(options.folder, name);
  await writeDurably(place(files.state), formatSealerState(state));
  await moveDurably(place(files.pending), place("last-pending.json"));
  const day = state.lastSealedAt?.slice(0, 10) ?? "none";
  const checkpoint = state.lastCheckpoint ?? "";
  await writeDurably(place(files.checkpoint), checkpoint);
  await writeDurably(place(join("checkpoints", `${day}.txt`)), checkpoint);
}

async function insertEpoch(sql: Reader, insert: EpochInsert): Promise<void> {
  await sql`select custody.append_epoch(${JSON.stringify(insert)}::text::json)`;
}
