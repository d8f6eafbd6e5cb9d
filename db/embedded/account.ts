import { spawnSync } from "node:child_process";
import { chownSync, readFileSync, statSync } from "node:fs";

/** Whom the server runs as; null is whoever runs Custody. PostgreSQL refuses to be root. */
export type Account = { uid: number; gid: number } | null;

const preferredNames = ["custody", "nobody"];

/** Returns the owner of a database that is there already, else an account without rights. */
export function findAccount(data: string): Account {
  const self = process.getuid?.();
  const owner = statSync(data, { throwIfNoEntry: false });
  if (self === undefined) return null;
  if (self !== 0) {
    if (owner && owner.uid !== self) throw new Error(foreignMessage(data, owner.uid));
    return null;
  }
  return owner && owner.uid !== 0
    ? { uid: owner.uid, gid: owner.gid }
    : findUnprivileged();
}

export function giveTo(account: Account, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}

/** Only trying tells: modes, access lists and mounts of every parent folder have a say. */
export function canReach(account: Account, folder: string, right: "r" | "w"): boolean {
  if (!account) return true;
  const script = `cd -- "$0" && [ -${right} . ]`;
  const tried = spawnSync("/bin/sh", ["-c", script, folder], {
    ...account,
    stdio: "ignore",
  });
  return tried.status === 0;
}

function findUnprivileged(): Account {
  const rows = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of preferredNames) {
    const row = rows.find(([candidate]) => candidate === name);
    if (row) return { uid: Number(row[2]), gid: Number(row[3]) };
  }
  throw new Error(
    "PostgreSQL does not run as root and there is no other account to run it as. " +
      "Add one with: useradd --system custody",
  );
}

function foreignMessage(data: string, uid: number): string {
  return (
    `The database in ${data} belongs to another account (number ${uid}), probably because ` +
    "Custody was once started as root. Start it as root again, or give CUSTODY_DIR to " +
    "yourself with chown, or point CUSTODY_DIR at a new folder."
  );
}
