import { mintExporterCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { askVerifier } from "@/lib/checks/queries";
import {
  completeExport,
  expireExport,
  failExport,
  isCancelled,
  type Progress,
  renewLease,
  saveProgress,
  takeExport,
} from "@/lib/export-progress/mutations";
import { writeFile } from "@/lib/export-writing/jobs";
import { BrokenLogError } from "@/lib/exports/formats/bundle";
import { locateFile } from "@/lib/exports/formats/export-place";
import { removeRowsFile } from "@/lib/exports/formats/rows-file";
import { log } from "@/lib/kit/log";
import { type ExportRequest, reachOf } from "./model";
import { listDueExports, listExpiredExports } from "./queries";

const saveEveryMs = 1_000;
const leaseEveryMs = 10_000;

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
    const isBroken = error instanceof BrokenLogError;
    const isFinal = isBroken || isFullDisk(error);
    log.error({ err: error, export: request.id }, "an export failed");
    const isOver = await failExport(ctx, { request, error: describe(error), isFinal });
    if (isOver) await removeRowsFile(locateFile(request));
    if (isBroken) await askVerifier(ctx.scope);
  }
}

class Cancelled extends Error {}

async function writeExport(ctx: Ctx, request: ExportRequest): Promise<void> {
  const path = locateFile(request);
  const save = createSaver(request);
  const requireMine = async () => {
    if (!(await renewLease(request))) throw new Cancelled();
  };
  const lease = setInterval(() => void renewLease(request).catch(() => {}), leaseEveryMs);
  try {
    const written = await writeFile(ctx, { request, path, save, requireMine });
    const isMine = await completeExport(ctx, { request, ...written });
    if (!isMine) await removeCancelled(request);
    if (written.verdict.state === "altered") await askVerifier(ctx.scope);
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    await removeCancelled(request);
  } finally {
    clearInterval(lease);
  }
}

/** The file of another worker's try stays. */
async function removeCancelled(request: ExportRequest): Promise<void> {
  if (await isCancelled(request)) await removeRowsFile(locateFile(request));
}

/** Keeps how far it is, at once and then now and then; throws when it was cancelled. */
function createSaver(request: ExportRequest) {
  let savedMs = 0;
  return async (describe: () => Promise<Progress>) => {
    if (Date.now() - savedMs < saveEveryMs) return;
    savedMs = Date.now();
    if (!(await saveProgress(request, await describe()))) throw new Cancelled();
  };
}

function isFullDisk(error: unknown): boolean {
  return (error as NodeJS.ErrnoException)?.code === "ENOSPC";
}

function describe(error: unknown): string {
  if (isFullDisk(error)) return "the disk is full";
  if (error instanceof BrokenLogError) return `The log does not hold: ${error.message}`;
  return error instanceof Error ? error.message : "unknown";
}

/** What was ready for some days goes; its entries stay. */
export async function removeExportsJob(): Promise<void> {
  for (const request of await listExpiredExports()) {
    await removeRowsFile(locateFile(request));
    await expireExport(request);
  }
}
