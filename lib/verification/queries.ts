import postgres from "postgres";
import { copyLogState, createLogState, type LogState } from "@/lib/integrity/chain-state";
import { type Finding, isLocal } from "@/lib/integrity/finding";
import type { LogRow } from "@/lib/integrity/log-row";
import {
  findRowPastEnd,
  findVacantKey,
  listPackedRows,
  listRows,
  listSealedHeads,
  listSealedStreams,
  listStreams,
  type Reader,
} from "@/lib/integrity/queries";
import type {
  LogBounds,
  RowRange,
  SealedOrganization,
  SealedStream,
} from "@/lib/integrity/records";
import { walkLink, walkRow } from "@/lib/integrity/walk";
import {
  listLeavesBefore,
  listPrunedLinks,
  listPrunedPrefixes,
} from "@/lib/prefixes/queries";
import { readBatches, walkBatch } from "@/lib/walks/queries";
import { createLogCursor, type LogCursor } from "./cursor";
import { describeEnd, describeGone, startFromPrefixes } from "./ends";
import { HeadCheck } from "./head-check";

const headsAtOnce = 200;
export const findingsMax = 100;

export function openVerifierConnection(url: string): postgres.Sql {
  return postgres(url, {
    max: 2,
    onnotice: () => {},
    max_lifetime: null,
    connection: { application_name: "custody-verifier" },
  });
}

/** One snapshot: rows, heads and bounds of one moment, while others append. */
export async function onSnapshot<T>(
  sql: postgres.Sql,
  read: (tx: Reader) => Promise<T>,
): Promise<T> {
  const value = await sql.begin(
    "isolation level repeatable read read only",
    async (tx) => ({
      value: await read(tx),
    }),
  );
  return value.value as T;
}

export type LogCheck = {
  findings: Finding[];
  /** Where it stands; not past the first finding that breaks a chain. */
  cursor: LogCursor;
  isBroken: boolean;
};

type Part = { bounds: LogBounds; toIdx: number; isWhole: boolean };

/** The start of a log: nothing, or what stays of entries that were pruned. */
export async function startLog(sql: Reader, bounds: LogBounds): Promise<LogCursor> {
  const { organizationId, name, width } = bounds;
  const log = createLogState(organizationId, name, width);
  const prefixes = await listPrunedPrefixes(sql, organizationId);
  if (prefixes.length === 0) return createLogCursor(log);
  const cursor = startFromPrefixes(log, prefixes);
  const before = await listLeavesBefore(sql, organizationId, log.chain.frontier.size);
  return { ...cursor, ...before };
}

/** Reads a log on from a cursor: content, links, order, columns, and the heads of epochs. */
export async function checkLog(
  sql: Reader,
  from: LogCursor,
  { bounds, toIdx, isWhole }: Part,
): Promise<LogCheck> {
  const cursor: LogCursor = {
    ...from,
    log: { ...copyLogState(from.log), width: bounds.width },
    sealed: new Map(from.sealed),
  };
  const heads = new HeadReader(sql, cursor, await requireVacantKey(sql));
  const findings: Finding[] = [];
  const { organizationId } = bounds;
  const { chain } = cursor.log;
  const range = { organizationId, fromIdx: chain.frontier.size, toIdx, isWhole };
  const rows = readRows(sql, cursor.log);
  for await (const batch of readBatches(sql, range, rows.read)) {
    for (let position = batch.range.fromIdx; position < batch.range.toIdx; ) {
      const wrongHead = heads.isDue() ? await heads.checkDue() : null;
      const to = Math.min(batch.range.toIdx, heads.sizeAfter(position));
      const found =
        wrongHead === null
          ? (await walkBatch(cursor.log, batch, to, rows)).findings
          : [wrongHead];
      findings.push(...found.filter(isLocal).slice(0, findingsMax - findings.length));
      const broken = found.find((finding) => !isLocal(finding));
      if (broken) return { findings: [...findings, broken], cursor, isBroken: true };
      position = to;
    }
  }
  const end = (await heads.checkDue()) ?? (await checkEnd(sql, cursor, bounds, heads));
  if (end === null) return { findings, cursor, isBroken: false };
  return { findings: [...findings, end], cursor, isBroken: true };
}

/** Where entries were pruned, the links that stay of them stand in their places. */
function readRows(sql: Reader, log: LogState) {
  const hasPrunes = [...log.streams.values()].some(({ minIndex }) => minIndex > 0);
  const links = new Set<LogRow>();
  const listLinks = (part: RowRange) =>
    hasPrunes ? listPrunedLinks(sql, part) : Promise.resolve([]);
  return {
    read: async (part: RowRange) => {
      const [packed, kept] = await Promise.all([
        listPackedRows(sql, part),
        listLinks(part),
      ]);
      return kept.length > 0 ? null : packed;
    },
    list: async (part: RowRange) => {
      const [rows, kept] = await Promise.all([listRows(sql, part), listLinks(part)]);
      links.clear();
      for (const link of kept) links.add(link);
      return [...rows, ...kept].sort((left, right) => left.idx - right.idx);
    },
    take: (row: LogRow) => (links.has(row) ? walkLink(log, row) : walkRow(log, row)),
  };
}

async function requireVacantKey(sql: Reader): Promise<Uint8Array> {
  return (await findVacantKey(sql)) ?? new Uint8Array(0);
}

/** Hands out the heads of epochs in order, each when the log was read up to its size. */
class HeadReader {
  private waiting: { head: SealedOrganization; streams: SealedStream[] }[] = [];
  private isAtEnd = false;
  private readonly check: HeadCheck;
  private lastRead: number;

  constructor(
    private readonly sql: Reader,
    private readonly cursor: LogCursor,
    vacantKey: Uint8Array,
  ) {
    this.check = new HeadCheck(cursor, vacantKey);
    this.lastRead = cursor.lastEpoch;
  }

  /** Without waiting: most entries are no head's last. */
  isDue(): boolean {
    const [next] = this.waiting;
    if (next === undefined) return !this.isAtEnd;
    return next.head.size <= this.cursor.log.chain.frontier.size;
  }

  /** Up to where the log can be read on from a position before the next head is due. */
  sizeAfter(position: number): number {
    const size = this.waiting[0]?.head.size ?? Number.POSITIVE_INFINITY;
    const isGap = this.cursor.log.chain.frontier.size < position;
    return isGap ? Number.POSITIVE_INFINITY : size;
  }

  async checkDue(): Promise<Finding | null> {
    const { size } = this.cursor.log.chain.frontier;
    for (;;) {
      const next = await this.peek();
      if (next === null || next.head.size > size) return null;
      const finding = this.check.check(next.head, next.streams);
      if (finding !== null) return finding;
      this.waiting.shift();
    }
  }

  async peek() {
    if (this.waiting.length === 0 && !this.isAtEnd) await this.readMore();
    return this.waiting[0] ?? null;
  }

  private async readMore(): Promise<void> {
    const { organizationId } = this.cursor.log;
    const range = { afterEpoch: this.lastRead, limit: headsAtOnce };
    const heads = await listSealedHeads(this.sql, organizationId, range);
    const last = heads.at(-1);
    this.isAtEnd = heads.length < headsAtOnce;
    if (last === undefined) return;
    const epochs = { fromEpoch: this.lastRead + 1, toEpoch: last.epochIndex };
    const streams = await listSealedStreams(this.sql, organizationId, epochs);
    this.lastRead = last.epochIndex;
    this.waiting = heads.map((head) => ({
      head,
      streams: streams.filter(({ epochIndex }) => epochIndex === head.epochIndex),
    }));
  }
}

/** What the head rows say, entries past the end, and heads of entries that are gone. */
async function checkEnd(
  sql: Reader,
  cursor: LogCursor,
  bounds: LogBounds,
  heads: HeadReader,
): Promise<Finding | null> {
  const { log } = cursor;
  const { size } = log.chain.frontier;
  if (size < bounds.nextIdx && size > 0 && (await isInside(sql, bounds, size)))
    return null;
  const ahead = await heads.peek();
  if (ahead !== null) return describeGone(size, ahead.head);
  const past = await findRowPastEnd(sql, bounds);
  return describeEnd(log, {
    bounds,
    streams: await listStreams(sql, log.organizationId),
    past,
  });
}

/** Reading stopped before the end because only a part was asked for. */
async function isInside(sql: Reader, bounds: LogBounds, size: number): Promise<boolean> {
  const { organizationId } = bounds;
  const range = { organizationId, fromIdx: size, toIdx: size + 1, isWhole: false };
  return (await listRows(sql, range)).length > 0;
}
