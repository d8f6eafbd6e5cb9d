import { join } from "node:path";
import { narrowToClient } from "@/lib/access/mint";
import type { Ctx, Scope } from "@/lib/access/model";
import {
  type CheckedRow,
  type Projection,
  readCheckedRows,
} from "@/lib/checked-rows/jobs";
import { writeCheckedTexts } from "@/lib/checked-texts/jobs";
import { findLogEnds } from "@/lib/entries/queries";
import { resolveRange } from "@/lib/entries/range";
import { findAbout } from "@/lib/export-about/queries";
import {
  isTextFormat,
  type SinkFormat,
  type TextFormat,
} from "@/lib/export-requests/model";
import { openSink } from "@/lib/export-sinks/jobs";
import { RowChecker } from "@/lib/exports/exported-row";
import { placeFile, RowsFile, renewWorkFolder } from "@/lib/exports/formats/rows-file";
import { createTextFormat } from "@/lib/exports/formats/text-format";
import type { ExportQuery } from "@/lib/exports/model";
import { recordExport } from "@/lib/exports/mutations";
import type { EntrySink, ExportFacts } from "@/lib/exports/row-format";
import { encodeText } from "@/lib/proof/bytes";
import type { Selection } from "@/lib/selections/queries";
import { findLogName } from "./queries";

const commandLine = "Command line";

export type RowsWish = Projection & {
  scope: Scope;
  selection: Selection;
  /** The canonical query, for what the file says of itself. */
  query: string;
  createdAt: string;
};

/** How far the writing is; where it goes on after a crash. */
export type RowsState = {
  doneCount: number;
  position: number | null;
  checker: RowChecker;
};

type OnPage = (state: RowsState) => Promise<void>;

/** Writes a file of text that can go on where it was. */
export async function writeRows(
  file: RowsFile,
  wish: RowsWish & { format: TextFormat },
  state: RowsState,
  onPage: OnPage,
): Promise<RowsState> {
  const format = createTextFormat(wish.format, wish.scope.clientId !== null);
  const { checker } = state;
  let { doneCount, position } = state;
  if (position === null) await file.write(encodeText(format.head));
  const between = encodeText(format.between);
  const start = { position, checker, logName: await findLogName(wish.scope) };
  for await (const page of writeCheckedTexts(wish, start)) {
    if (doneCount > 0 && page.count > 0) await file.write(between);
    await file.write(page.rows);
    doneCount += page.count;
    position = page.position;
    await onPage({ doneCount, position, checker });
  }
  const end = { doneCount, position, checker };
  await file.write(encodeText(format.formatTail(describe(wish, end))));
  return end;
}

/** Reads every entry of a selection, oldest first, each recomputed on the way. */
async function readChecked(
  wish: RowsWish,
  start: RowsState,
  write: (rows: CheckedRow[], doneCount: number) => Promise<void>,
  onPage: OnPage,
): Promise<RowsState> {
  const { scope, selection } = wish;
  const { checker } = start;
  let { doneCount, position } = start;
  const logName = await findLogName(scope);
  const from = { position, checker, logName };
  for await (const page of readCheckedRows(scope, selection, from, wish)) {
    const { rows } = page;
    if (rows.length > 0) await write(rows, doneCount);
    doneCount += rows.length;
    position = page.position;
    await onPage({ doneCount, position, checker });
  }
  return { doneCount, position, checker };
}

/** Writes a file that is begun anew after a crash. */
export async function writeSink(
  sink: EntrySink,
  wish: RowsWish,
  onPage: OnPage,
): Promise<RowsState & { sha256: string; bytes: number }> {
  const start = {
    doneCount: 0,
    position: null,
    checker: await createChecker(wish.scope),
  };
  try {
    const end = await readChecked(
      wish,
      start,
      (rows) => sink.take(rows.map(({ checked }) => checked)),
      onPage,
    );
    return { ...end, ...(await sink.finish(describe(wish, end))) };
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}

export async function createChecker(scope: Scope): Promise<RowChecker> {
  return new RowChecker(await findLogName(scope), scope.clientId !== null);
}

function describe(
  { query, createdAt }: RowsWish,
  { doneCount: count, checker }: RowsState,
): ExportFacts {
  const { alteredCount: altered, checkedCount: checked, linkCount: links } = checker;
  const state = altered === 0 ? "holds" : "altered";
  const verification = { state, checked, links, altered };
  return { query, count, created_at: createdAt, verification };
}

export type RowsExport = {
  clientId: string | null;
  query: ExportQuery;
  zone: string;
  format: TextFormat | SinkFormat;
  file: string;
};

/** Writes what a query selects now to a file, and puts that in the log. */
export async function exportRows(ctx: Ctx, wish: RowsExport) {
  const { clientId, format } = wish;
  const scope = clientId === null ? ctx.scope : narrowToClient(ctx.scope, clientId);
  const { head } = await findLogEnds(scope);
  const upto = Math.min(wish.query.filter.upto ?? head, head);
  const query = { ...wish.query, filter: { ...wish.query.filter, upto } };
  const createdAt = new Date();
  const range = resolveRange(query.filter, createdAt, wish.zone);
  const text = query.text ?? "range=all";
  const selection = { filter: query.filter, range };
  const asked = { scope, selection, query: text, createdAt: createdAt.toISOString() };
  const written = isTextFormat(format)
    ? await writeText(wish.file, { ...asked, format })
    : await writeOther(wish.file, asked, {
        format,
        about: {
          id: null,
          zone: wish.zone,
          createdAt,
          madeBy: commandLine,
          query,
          range,
        },
      });
  const { sha256, bytes, doneCount: count } = written;
  const recorded = { format, clientId, query: wish.query.text, bytes, sha256 };
  await recordExport(ctx, { ...recorded, fromIndex: 0, toIndex: upto + 1, count });
  const { verification } = describe(asked, written);
  return { count, bytes, sha256, verification };
}

async function writeText(path: string, asked: RowsWish & { format: TextFormat }) {
  const file = await RowsFile.open(path, 0);
  if (file === null) throw new Error("the file could not be opened");
  const checker = await createChecker(asked.scope);
  const start = { doneCount: 0, position: null, checker };
  const end = await writeRows(file, asked, start, async () => {});
  return { ...end, ...(await file.finish()) };
}

type Other = { format: SinkFormat; about: Parameters<typeof findAbout>[1] };

/** Beside its final name first: what is there stays until the new file is whole. */
async function writeOther(path: string, asked: RowsWish, { format, about }: Other) {
  const file = join(await renewWorkFolder(path), `file.${format}`);
  const sink = await openSink(format, file, await findAbout(asked.scope, about));
  const end = await writeSink(sink, asked, async () => {});
  await placeFile(file, path);
  return end;
}
