import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { type Keeper, KeeperError } from "@/lib/anchors/keeper";

/** A folder on a disk that this machine's people cannot write again: a mount, write once. */
export function createFolderKeeper(folder: string): Keeper {
  const newest = join(folder, "checkpoint");
  const checkpoints = join(folder, "checkpoints");
  return {
    name: "folder",
    kind: "folder",
    read: () => tell(() => readIfThere(newest)),
    write: (size, note) =>
      tell(async () => {
        await mkdir(checkpoints, { recursive: true, mode: 0o700 });
        await writeWhole(join(checkpoints, `${size}.txt`), note);
        await writeWhole(newest, note);
      }),
  };
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
}

async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(`${path}.partial`, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.partial`, path);
}

async function tell<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new KeeperError(`the folder cannot be used (${code})`, { cause: error });
  }
}
