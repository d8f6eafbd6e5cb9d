import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Ctx } from "@/lib/access/model";
import { findAbout } from "@/lib/export-about/queries";
import {
  type Writing,
  type WrittenFile,
  writeBundleFile,
} from "@/lib/export-bundles/jobs";
import {
  type ExportRequest,
  isTextFormat,
  nameActor,
  type SinkFormat,
  type TextFormat,
} from "@/lib/export-requests/model";
import {
  createChecker,
  type RowsState,
  type RowsWish,
  writeRows,
  writeSink,
} from "@/lib/export-rows/jobs";
import { openSink } from "@/lib/export-sinks/jobs";
import { zipExport } from "@/lib/export-zips/jobs";
import {
  innerOf,
  placeFile,
  RowsFile,
  renewWorkFolder,
} from "@/lib/exports/formats/rows-file";
import { requireQuery } from "@/lib/exports/model";
import { openReader } from "@/lib/portal/queries";
import { projectRows } from "@/lib/portal-pages/queries";

/** Writes the file of a request under its final name, which it gets when it is whole. */
export function writeFile(ctx: Ctx, writing: Writing): Promise<WrittenFile> {
  const { format, withManifest, isForPortal } = writing.request;
  if (isForPortal && !isTextFormat(format)) throw new Error("a portal has texts alone");
  if (format === "bundle") return writeBundleFile(ctx, writing);
  return withManifest ? writeZip(ctx, writing) : writeAlone(ctx, writing);
}

/** The entries first, beside the zip that they go into. */
async function writeZip(ctx: Ctx, writing: Writing): Promise<WrittenFile> {
  const { request, path } = writing;
  const inner = innerOf(path);
  const written = await writeAlone(ctx, { ...writing, path: inner });
  const about = await aboutOf(ctx, request);
  const file = join(await renewWorkFolder(path), "export.zip");
  const zipped = await zipExport(file, inner, { request, about, written });
  await writing.requireMine();
  await placeFile(file, path);
  await rm(inner, { force: true });
  return { ...written, ...zipped };
}

function writeAlone(ctx: Ctx, writing: Writing): Promise<WrittenFile> {
  const { format } = writing.request;
  if (format === "bundle") return writeBundleFile(ctx, writing);
  return isTextFormat(format)
    ? writeTextFile(ctx, writing, format)
    : writeSinkFile(ctx, writing, format);
}

/** A text goes on where the last try left it. */
async function writeTextFile(
  ctx: Ctx,
  { request, path, save }: Writing,
  format: TextFormat,
): Promise<WrittenFile> {
  const { file, state } = await openPart(ctx, request, path);
  try {
    const wish = { ...(await planRows(ctx, request)), format };
    const end = await writeRows(file, wish, state, (now) =>
      save(async () => ({ ...progressOf(now), writtenBytes: await file.sync() })),
    );
    const { doneCount, alteredCount, verdict } = progressOf(end);
    return { ...(await file.finish()), doneCount, alteredCount, verdict };
  } catch (error) {
    await file.close().catch(() => {});
    throw error;
  }
}

/** What needs an end before it means anything is begun anew. */
async function writeSinkFile(
  ctx: Ctx,
  { request, path, save, requireMine }: Writing,
  format: SinkFormat,
): Promise<WrittenFile> {
  const folder = await renewWorkFolder(path);
  const file = join(folder, `file.${format}`);
  const sink = await openSink(format, file, await aboutOf(ctx, request));
  const end = await writeSink(sink, wishOf(ctx, request), (now) =>
    save(async () => ({ ...progressOf(now), position: null, writtenBytes: 0 })),
  );
  await requireMine();
  await placeFile(file, path);
  const { doneCount, alteredCount, verdict } = progressOf(end);
  return { sha256: end.sha256, bytes: end.bytes, doneCount, alteredCount, verdict };
}

function aboutOf({ scope }: Ctx, request: ExportRequest) {
  const { id, zone, createdAt, rangeFrom, rangeTo, requester } = request;
  const range = { from: rangeFrom, to: rangeTo };
  const query = requireQuery(request.query);
  const madeBy = nameActor(requester);
  return findAbout(scope, { id, zone, createdAt, madeBy, query, range });
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
  const { query, rangeFrom, rangeTo, createdAt } = request;
  const range = { from: rangeFrom, to: rangeTo };
  const selection = { filter: requireQuery(query).filter, range };
  return { scope, selection, query, createdAt: createdAt.toISOString() };
}

/** In a portal's file is what its pages show, as its MSP chose when it is written. */
async function planRows(ctx: Ctx, request: ExportRequest): Promise<RowsWish> {
  const wish = wishOf(ctx, request);
  if (!request.isForPortal) return wish;
  return { ...wish, ...projectRows(await openReader(ctx.scope), wish.selection) };
}

function progressOf({ doneCount, position, checker }: RowsState) {
  const { alteredCount, checkedCount, linkCount, altered } = checker;
  const state = alteredCount === 0 ? ("holds" as const) : ("altered" as const);
  const verdict = { state, checkedCount, linkCount, altered: [...altered] };
  return { doneCount, position, alteredCount, verdict };
}
