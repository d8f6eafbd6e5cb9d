import { join } from "node:path";
import type postgres from "postgres";
import { type Database, openDatabase } from "@/db/client";
import { checkEpochs } from "@/lib/epochs/queries";
import type { Finding } from "@/lib/integrity/finding";
import { type LogReport, recordRun } from "@/lib/integrity/mutations";
import {
  findIdxSince,
  findVacantKey,
  listLogs,
  type Reader,
} from "@/lib/integrity/queries";
import type { LogBounds } from "@/lib/integrity/records";
import { checkPrunes } from "@/lib/prune-checks/queries";
import { checkRange } from "@/lib/ranges/queries";
import { readIfThere, writeDurably } from "@/lib/runtime/durable-file";
import { readOutside } from "@/lib/runtime/outside";
import { findRetreat } from "@/lib/sealer/queries";
import type { SealerState } from "@/lib/sealer/state";
import { advanceSegments } from "@/lib/segment-checks/mutations";
import { checkSegments } from "@/lib/segment-checks/queries";
import {
  createEpochCursor,
  createVerifierState,
  formatVerifierState,
  type LogCursor,
  parseVerifierState,
  type VerifierState,
} from "./cursor";
import { checkLog, onSnapshot, openVerifierConnection, startLog } from "./queries";

export type VerifierOptions = {
  databaseUrl: string;
  /** The verifier's own folder: its cursor outside the database. */
  folder: string;
  /** What the sealer keeps outside the database: its state, keys and checkpoints. */
  sealerFolder: string;
  origin: string;
  /** The log's key where no sealer has run yet. */
  logKey: string;
  /** Checkpoints from elsewhere: texts of signed notes. */
  checkpoints?: { from: string; note: string }[];
};

export type Verifier = {
  sql: postgres.Sql;
  /** Of the same login, for what reads segments. */
  database: Database;
  options: VerifierOptions;
  state: VerifierState;
};

/** Bounded, so that a minute's work fits a minute on any log. */
export const tickLimits = {
  tailRows: 200_000,
  recentRows: 200_000,
  recentHours: 24,
  passRows: 20_000,
  passEveryMs: 20 * 3_600_000,
} as const;

/** Whoever asks here for an organization has all of it verified at once. */
export const verifyChannel = "custody_verify";
const stateFile = "state.json";

export async function openVerifier(options: VerifierOptions): Promise<Verifier> {
  const text = await readIfThere(join(options.folder, stateFile));
  const state = text === null ? createVerifierState() : parseVerifierState(text);
  const { databaseUrl } = options;
  const database = openDatabase(databaseUrl, 1);
  return { sql: openVerifierConnection(databaseUrl), database, options, state };
}

export async function closeVerifier({ sql, database }: Verifier): Promise<void> {
  await Promise.all([sql.end({ timeout: 5 }), database.$client.end({ timeout: 5 })]);
}

/**
 * A minute's work on every log: what is new, the last day again, a part of the rolling pass,
 * and new epochs. Opens an incident for what does not hold.
 */
export async function verifyTick(verifier: Verifier): Promise<LogReport[]> {
  const { sql, options, state } = verifier;
  const context = await readContext(sql, options);
  const { reports, epochs } = await onSnapshot(sql, async (tx) => {
    const logs = await listLogs(tx);
    const reports: LogReport[] = [];
    for (const bounds of logs) {
      reports.push(await tickLog(tx, state, bounds, context.sealer));
    }
    return { reports, epochs: await checkEpochs(tx, state.epochs, context) };
  });
  state.epochs = epochs.cursor;
  await advanceSegments(verifier.database, state.segments, reports);
  for (const report of reports) {
    if (epochs.finding !== null) report.findings.push(epochs.finding);
    await recordTick(sql, state, report);
  }
  await writeDurably(join(options.folder, stateFile), formatVerifierState(state));
  return reports;
}

async function tickLog(
  tx: Reader,
  state: VerifierState,
  bounds: LogBounds,
  sealer: SealerState | null,
): Promise<LogReport> {
  const { organizationId, slug, nextIdx } = bounds;
  const known = state.tails.get(organizationId) ?? (await startLog(tx, bounds));
  const start = known.log.chain.frontier.size;
  const sealed = sealer?.logs.get(organizationId)?.log;
  const retreat =
    (sealed ? await findRetreat(tx, sealed, bounds) : null) ??
    (await findRetreat(tx, known.log, bounds));
  const findings: Finding[] = [];
  if (retreat === null) {
    const toIdx = Math.min(nextIdx, start + tickLimits.tailRows);
    const tail = await checkLog(tx, known, { bounds, toIdx, isWhole: true });
    findings.push(...tail.findings);
    if (!tail.isBroken) state.tails.set(organizationId, tail.cursor);
  } else {
    findings.push(retreat);
  }
  findings.push(...(await checkRecent(tx, known, bounds)));
  findings.push(...(await checkPrunes(tx, bounds)));
  findings.push(...(await advancePass(tx, state, bounds)));
  const toIdx = state.tails.get(organizationId)?.log.chain.frontier.size ?? start;
  return {
    organizationId,
    slug,
    fromIdx: start,
    toIdx,
    entryCount: toIdx - start,
    findings,
  };
}

/** The last day again: it ends in a hash that is known from outside the database. */
async function checkRecent(
  tx: Reader,
  known: LogCursor,
  bounds: LogBounds,
): Promise<Finding[]> {
  const { size } = known.log.chain.frontier;
  const toIdx = Math.min(size, bounds.nextIdx);
  const since = await findIdxSince(tx, bounds, tickLimits.recentHours);
  const fromIdx = Math.max(since, toIdx - tickLimits.recentRows, bounds.minIdx);
  if (fromIdx >= toIdx) return [];
  const { findings, log } = await checkRange(tx, bounds, { fromIdx, toIdx });
  if (findings.length > 0 || toIdx < size || log === null) return findings;
  if (log.chain.lastHash === known.log.chain.lastHash) return [];
  const place = { firstIdx: fromIdx, lastIdx: toIdx - 1, clientSlot: null, sidx: null };
  const texts = { expected: known.log.chain.lastHash, found: log.chain.lastHash };
  const why = "the entries are not the ones that were verified before";
  return [{ kind: "head", ...place, ...texts, why }];
}

async function advancePass(
  tx: Reader,
  state: VerifierState,
  bounds: LogBounds,
): Promise<Finding[]> {
  const { organizationId, nextIdx } = bounds;
  const startMs = Date.now();
  const finished = state.finished.get(organizationId);
  const isRecent =
    finished !== undefined && startMs - Date.parse(finished.at) < tickLimits.passEveryMs;
  const pass = state.passes.get(organizationId) ?? null;
  if (pass === null && isRecent) return [];
  const cursor = pass?.cursor ?? (await startLog(tx, bounds));
  const toIdx = Math.min(cursor.log.chain.frontier.size + tickLimits.passRows, nextIdx);
  const part = await checkLog(tx, cursor, { bounds, toIdx, isWhole: true });
  const spentMs = (pass?.spentMs ?? 0) + Date.now() - startMs;
  const startedAt = pass?.startedAt ?? new Date(startMs).toISOString();
  if (part.isBroken || toIdx >= nextIdx) {
    state.passes.delete(organizationId);
    const at = new Date().toISOString();
    if (!part.isBroken) state.finished.set(organizationId, { at, tookMs: spentMs });
  } else {
    state.passes.set(organizationId, { cursor: part.cursor, startedAt, spentMs });
  }
  return part.findings;
}

async function recordTick(
  sql: postgres.Sql,
  state: VerifierState,
  report: LogReport,
): Promise<void> {
  const { organizationId, findings } = report;
  const pass = state.passes.get(organizationId);
  const finished = state.finished.get(organizationId);
  if (findings.length > 0) {
    await recordRun(sql, report, { kind: "continuous", startedAt: new Date() });
    return;
  }
  const row = {
    organization: organizationId,
    verified_size: report.toIdx,
    pass_idx: pass?.cursor.log.chain.frontier.size ?? report.toIdx,
    pass_started_at: pass?.startedAt ?? null,
    pass_finished_at: finished?.at ?? null,
    pass_ms: finished?.tookMs ?? null,
  };
  await sql`select custody.update_verification_state(${JSON.stringify(row)}::text::json)`;
}

/** The whole of one log, from its first entry, with all epochs and every outside checkpoint. */
export async function verifyWhole(
  verifier: Verifier,
  organizationId: string,
  { isWhole }: { isWhole: boolean },
): Promise<LogReport> {
  const { sql, options } = verifier;
  const context = await readContext(sql, options);
  return onSnapshot(sql, async (tx): Promise<LogReport> => {
    const logs = await listLogs(tx);
    const bounds = logs.find((log) => log.organizationId === organizationId);
    if (!bounds) throw new Error("the organization has no log");
    const start = await startLog(tx, bounds);
    const fromIdx = start.log.chain.frontier.size;
    const { nextIdx } = bounds;
    const check = await checkLog(tx, start, { bounds, toIdx: nextIdx, isWhole });
    const findings = [...check.findings, ...(await checkPrunes(tx, bounds))];
    const sealed = context.sealer?.logs.get(organizationId)?.log;
    const retreat = sealed ? await findRetreat(tx, sealed, bounds) : null;
    if (retreat !== null && !check.isBroken) findings.push(retreat);
    const epochs = await checkEpochs(tx, createEpochCursor(), context);
    if (epochs.finding !== null) findings.push(epochs.finding);
    if (isWhole) {
      const { findings: wrong } = await checkSegments(verifier.database, organizationId);
      findings.push(...wrong);
    }
    const toIdx = check.cursor.log.chain.frontier.size;
    const range = { fromIdx, toIdx, entryCount: toIdx - fromIdx };
    return { organizationId, slug: bounds.slug, ...range, findings };
  });
}

async function readContext(sql: Reader, options: VerifierOptions) {
  const vacantKey = (await findVacantKey(sql)) ?? new Uint8Array(0);
  return { ...(await readOutside(options)), origin: options.origin, vacantKey };
}
