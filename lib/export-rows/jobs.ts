import { narrowToClient } from "@/lib/access/mint";
import type { Ctx, Scope } from "@/lib/access/model";
import type { Entry } from "@/lib/entries/model";
import { findLogEnds } from "@/lib/entries/queries";
import { resolveRange } from "@/lib/entries/range";
import type { ExportFormat } from "@/lib/export-requests/model";
import { type ExportedRow, RowChecker } from "@/lib/exports/exported-row";
import { createCsvFormat } from "@/lib/exports/formats/csv";
import { jsonFormat, ndjsonFormat } from "@/lib/exports/formats/json";
import { RowsFile } from "@/lib/exports/formats/rows-file";
import type { ExportQuery } from "@/lib/exports/model";
import { recordExport } from "@/lib/exports/mutations";
import type { RowFormat } from "@/lib/exports/row-format";
import type { Selection } from "@/lib/selections/queries";
import { findLogName, listExportRows } from "./queries";

const rowsAtOnce = 2_000;

export type RowsWish = {
  scope: Scope;
  selection: Selection;
  format: ExportFormat;
  /** Of a portal: what is shown of a row, and whether what is shown is asked for. */
  project?: (entry: Entry) => Entry;
  isWanted?: (entry: Entry) => boolean;
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

/** Writes every entry of a selection, oldest first, each recomputed on the way. */
export async function writeRows(
  file: RowsFile,
  wish: RowsWish,
  state: RowsState,
  onPage: (state: RowsState) => Promise<void>,
): Promise<RowsState> {
  const { scope, selection } = wish;
  const format = createRowFormat(wish);
  const { checker } = state;
  let { doneCount, position } = state;
  if (position === null) await file.write(format.head);
  for (;;) {
    const rows = await listExportRows(scope, selection, { position, limit: rowsAtOnce });
    const checked = checkRows(rows, wish, checker);
    if (checked.length > 0) {
      await file.write(format.formatRows(checked, doneCount === 0));
    }
    doneCount += checked.length;
    position = rows.at(-1)?.position ?? position;
    if (rows.length < rowsAtOnce) break;
    await onPage({ doneCount, position, checker });
  }
  await file.write(format.formatTail(describe(wish, doneCount, checker)));
  return { doneCount, position, checker };
}

/** Each is recomputed as it is stored, whatever of it is shown. */
function checkRows(rows: ExportedRow[], wish: RowsWish, checker: RowChecker) {
  const { project = (entry) => entry, isWanted = () => true } = wish;
  return rows.flatMap((row) => {
    const entry = project(row.entry);
    const checked = checker.check({ ...row, entry });
    return isWanted(entry) ? [checked] : [];
  });
}

export async function createChecker(scope: Scope): Promise<RowChecker> {
  return new RowChecker(await findLogName(scope), scope.clientId !== null);
}

function createRowFormat({ format, scope }: RowsWish): RowFormat {
  switch (format) {
    case "json":
      return jsonFormat;
    case "ndjson":
      return ndjsonFormat;
    default:
      return createCsvFormat(format === "csv-raw", scope.clientId !== null);
  }
}

function describe({ query, createdAt }: RowsWish, count: number, checker: RowChecker) {
  const { alteredCount: altered, checkedCount: checked, linkCount: links } = checker;
  const state = altered === 0 ? "holds" : "altered";
  const verification = { state, checked, links, altered };
  return { query, count, created_at: createdAt, verification };
}

export type RowsExport = {
  clientId: string | null;
  query: ExportQuery;
  zone: string;
  format: ExportFormat;
  file: string;
};

/** Writes what a query selects now to a file, and puts that in the log. */
export async function exportRows(ctx: Ctx, wish: RowsExport) {
  const { clientId, query, format } = wish;
  const scope = clientId === null ? ctx.scope : narrowToClient(ctx.scope, clientId);
  const { head } = await findLogEnds(scope);
  const upto = Math.min(query.filter.upto ?? head, head);
  const range = resolveRange(query.filter, new Date(), wish.zone);
  const selection = { filter: { ...query.filter, upto }, range };
  const text = query.text ?? "range=all";
  const createdAt = new Date().toISOString();
  const checker = await createChecker(scope);
  const file = await RowsFile.open(wish.file, 0);
  if (file === null) throw new Error("the file could not be opened");
  const asked = { scope, selection, format, query: text, createdAt };
  const start = { doneCount: 0, position: null, checker };
  const { doneCount } = await writeRows(file, asked, start, async () => {});
  const { sha256, bytes } = await file.finish();
  const positions = { fromIndex: 0, toIndex: upto + 1, count: doneCount };
  const recorded = { format, clientId, query: query.text, bytes, sha256 };
  await recordExport(ctx, { ...recorded, ...positions });
  const { verification } = describe(asked, doneCount, checker);
  return { count: doneCount, bytes, sha256, verification };
}
