import { mintExporterCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { askVerifier } from "@/lib/checks/queries";
import { removeRowsFile } from "@/lib/exports/formats/rows-file";
import { log } from "@/lib/kit/log";
import { writePackFile } from "@/lib/pack-files/jobs";
import {
  completePack,
  failPack,
  removePack,
  savePackProgress,
  takePack,
} from "@/lib/pack-progress/mutations";
import { locatePack } from "@/lib/packs/formats/pack-place";
import type { Pack } from "@/lib/packs/model";
import { findPack, listDuePacks, listRemovedPacks } from "@/lib/packs/queries";

const saveEveryMs = 1_000;
const leaseEveryMs = 15_000;

/** Makes what was asked for, one after the other; a try goes on with the parts of the last. */
export async function writePacksJob(): Promise<void> {
  for (const due of await listDuePacks()) {
    const pack = await takePack(due);
    if (pack !== null) await tryPack(pack);
  }
}

class Cancelled extends Error {}

async function tryPack(pack: Pack): Promise<void> {
  const { organizationId, clientId } = pack;
  const ctx = mintExporterCtx({ organizationId, clientId, own: null });
  const path = locatePack(pack);
  const lease = setInterval(
    () => void savePackProgress(pack, {}).catch(() => {}),
    leaseEveryMs,
  );
  try {
    await makePack(ctx, pack, path);
  } catch (error) {
    if (error instanceof Cancelled) return await removeUnlessMine(ctx, pack, path);
    const isFinal = error instanceof DifferentError || isFullDisk(error);
    log.error({ err: error, pack: pack.id }, "a pack failed");
    const why = isFullDisk(error) ? "the disk is full" : describe(error);
    const isOver = await failPack(ctx, { pack, error: why, isFinal });
    if (isOver) await removeRowsFile(path);
  } finally {
    clearInterval(lease);
  }
}

/** A file that was known by its hash is never replaced by another one. */
class DifferentError extends Error {
  override name = "DifferentError";
}

async function makePack(ctx: Ctx, pack: Pack, path: string): Promise<void> {
  let savedMs = 0;
  const save = async (progress: Parameters<typeof savePackProgress>[1]) => {
    const isDue = Date.now() - savedMs >= saveEveryMs;
    if (progress.parts === undefined && progress.tlogProof === undefined && !isDue)
      return;
    savedMs = Date.now();
    if (!(await savePackProgress(pack, progress))) throw new Cancelled();
  };
  const written = await writePackFile(ctx, { pack, path, save });
  if (pack.sha256 !== null && pack.sha256 !== written.sha256) {
    throw new DifferentError(
      "what can be written now is not the file that was made before: " +
        "a name in it was changed, or entries were pruned or erased since",
    );
  }
  await written.place();
  const { sha256, bytes, parts, verdict } = written;
  const isMine = await completePack(ctx, { pack, sha256, bytes, parts, verdict });
  if (!isMine) await removeUnlessMine(ctx, pack, path);
  if (verdict.state === "altered") await askVerifier(ctx.scope);
}

/** The file of another worker's try stays. */
async function removeUnlessMine(ctx: Ctx, pack: Pack, path: string): Promise<void> {
  const now = await findPack({ ...ctx.scope, clientId: null } as Ctx["scope"], pack.id);
  if (now?.state === "cancelled") await removeRowsFile(path);
}

/** What held an erased value goes with it, file and all. */
export async function removePacksJob(): Promise<void> {
  for (const pack of await listRemovedPacks()) {
    const { organizationId } = pack;
    const ctx = mintExporterCtx({ organizationId, clientId: null, own: null });
    await removeRowsFile(locatePack(pack));
    await removePack(ctx, { pack });
  }
}

function isFullDisk(error: unknown): boolean {
  return (error as NodeJS.ErrnoException)?.code === "ENOSPC";
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : "unknown";
}
