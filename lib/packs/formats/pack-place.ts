import { stat } from "node:fs/promises";
import { join } from "node:path";
import { namePackFile, type Pack } from "../model";

/** Files are kept on the worker's disk, which the web processes share. */
export function locatePack(pack: Pick<Pack, "id">): string {
  return join(process.env.CUSTODY_DIR ?? ".custody", "packs", namePackFile(pack));
}

/** Whether the file of a pack that is done is still where it was put. */
export async function hasPackFile({ id, bytes }: Pick<Pack, "id" | "bytes">) {
  const found = await stat(locatePack({ id })).catch(() => null);
  return found !== null && found.size === bytes;
}
