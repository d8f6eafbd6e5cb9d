import { join } from "node:path";
import { mintExporterCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { askVerifier } from "@/lib/checks/queries";
import {
  completeExport,
  expireExport,
  failExport,
  saveProgress,
  takeExport,
} from "@/lib/export-progress/mutations";
import {
  createChecker,
  type RowsState,
  type RowsWish,
  writeRows,
} from "@/lib/export-rows/jobs";
import { RowsFile, removeRowsFile } from "@/lib/exports/formats/rows-file";
import { parseExportQuery } from "@/lib/exports/model";
import { log } from "@/lib/kit/log";
import { openReader } from "@/lib/portal/queries";
import { projectRows } from "@/lib/portal-pages/queries";
import { type ExportRequest, type ExportVerdict, nameFile, reachOf } from "./model";
import { listDueExports, listExpiredExports } from "./queries";

const saveEveryMs = 1_000;

/** Files are kept on the worker's disk, which the web processes share. */
export function locateFile(request: Pick<ExportRequest, "id" | "format">): string {
  return join(process.env.CUSTODY_DIR ?? ".custody", "exports", nameFile(request));
}

/** Writes what was asked for, one after the other; each try begins where the last ended. */
export async function writeExportsJob(): Promise<void> {
  for (const due of await listDueExports()) {
    const request = await takeExport(due);
    if (request !== null) await tryExport(request);
  }
}

async function tryExport(request: ExportRequest): Promise<void> {
  const ctx = mintExporterCtx(reachOf(request));
  try {
    await writeExport(ctx, request);
  } catch (error) {
    const isFinal = isFullDisk(error);
    const why = isFinal ? "the disk is full" : describeError(error);
    log.error({ err: error, export: request.id }, "an export failed");
    const isOver = await failExport(ctx, { request, error: why, isFinal });
    if (isOver) await removeRowsFile(locateFile(request));
  }
}

class Cancelled extends Error {}

async function writeExport(ctx: Ctx, request: ExportRequest): Promise<void> {
  const path = locateFile(request);
  const { file, state } = await openPart(ctx, request, path);
  let savedMs = Date.now();
  const save = async (now: RowsState) => {
    if (Date.now() - savedMs < saveEveryMs) return;
    savedMs = Date.now();
    const { doneCount, position, checker } = now;
    const progress = {
      doneCount,
      position,
      writtenBytes: await file.sync(),
      alteredCount: checker.alteredCount,
      verdict: describeVerdict(now),
    };
    if (!(await saveProgress(request, progress))) throw new Cancelled();
  };
  try {
    const wish = await planRows(ctx, request);
    const end = await writeRows(file, wish, state, save);
    const verdict = describeVerdict(end);
    const written = await file.finish();
    const { doneCount, checker } = end;
    const { alteredCount } = checker;
    const outcome = { request, ...written, doneCount, alteredCount, verdict };
    const isMine = await completeExport(ctx, outcome);
    if (!isMine) await removeRowsFile(path);
    if (verdict.state === "altered") await askVerifier(ctx.scope);
  } catch (error) {
    await file.close().catch(() => {});
    if (!(error instanceof Cancelled)) throw error;
    await removeRowsFile(path);
  }
}

async function openPart(ctx: Ctx, request: ExportRequest, path: string) {
  const checker = await createChecker(ctx.scope);
  const part = await RowsFile.open(path, request.writtenBytes);
  if (part !== null && request.writtenBytes > 0) {
    const { doneCount, position, verdict } = request;
    if (verdict) checker.resume(verdict, request.alteredCount);
    return { file: part, state: { doneCount, position, checker } };
  }
  const file = part ?? (await RowsFile.open(path, 0));
  if (file === null) throw new Error("the file of the export could not be opened");
  return { file, state: { doneCount: 0, position: null, checker } };
}

function wishOf({ scope }: Ctx, request: ExportRequest): RowsWish {
  const { query, format, rangeFrom, rangeTo, createdAt } = request;
  const parsed = parseExportQuery(query);
  if (!parsed.ok) throw new Error("the query of the export is no longer understood");
  const range = { from: rangeFrom, to: rangeTo };
  const selection = { filter: parsed.value.filter, range };
  return { scope, selection, format, query, createdAt: createdAt.toISOString() };
}

/** In a portal's file is what its pages show, as its MSP chose when it is written. */
async function planRows(ctx: Ctx, request: ExportRequest): Promise<RowsWish> {
  const wish = wishOf(ctx, request);
  if (!request.isForPortal) return wish;
  return { ...wish, ...projectRows(await openReader(ctx.scope), wish.selection) };
}

function describeVerdict({ checker }: RowsState): ExportVerdict {
  const { alteredCount, checkedCount, linkCount, altered } = checker;
  return {
    state: alteredCount === 0 ? "holds" : "altered",
    checkedCount,
    linkCount,
    altered: [...altered],
  };
}

function isFullDisk(error: unknown): boolean {
  return (error as NodeJS.ErrnoException)?.code === "ENOSPC";
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : "unknown";
}

/** What was ready for some days goes; its entries stay. */
export async function removeExportsJob(): Promise<void> {
  for (const request of await listExpiredExports()) {
    await removeRowsFile(locateFile(request));
    await expireExport(request);
  }
}
