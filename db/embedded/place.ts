import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type Account, canReach, findAccount, giveTo } from "@/db/embedded/account";

/**
 * `home` holds the password and the port and belongs to whoever runs Custody; `data` and, when
 * they must be copied, the binaries are in `away`, where the server's account can go.
 */
export type Place = { home: string; away: string; data: string; account: Account };

const elsewhere = ["/var/lib", "/var/tmp"];

export function findPlace(directory: string): Place {
  mkdirSync(directory, {
    recursive: true,
    mode: process.getuid?.() === 0 ? 0o711 : 0o700,
  });
  const home = realpathSync(directory);
  const away = readMoved(home) ?? home;
  const data = join(away, "data");
  const account = findAccount(data);
  const place = { home, away, data, account };
  const isThere = existsSync(data);
  if (!isThere) makePrivate(data, account);
  if (canReach(account, data, "w")) return place;
  if (isThere && existsSync(join(data, "PG_VERSION"))) throw new Error(lostMessage(data));
  return moveAway(home, account);
}

export function makePrivate(folder: string, account: Account): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  giveTo(account, folder);
}

function moveAway(home: string, account: Account): Place {
  const name = `custody-${randomBytes(6).toString("hex")}`;
  for (const parent of elsewhere) {
    const away = join(parent, name);
    const data = join(away, "data");
    if (!tryFolder(away)) continue;
    if (!existsSync(data)) makePrivate(data, account);
    if (!canReach(account, data, "w")) continue;
    writeFileSync(join(home, "moved-to"), `${away}\n`);
    return { home, away, data, account };
  }
  throw new Error(
    `The account PostgreSQL runs as cannot reach ${home}, nor ${elsewhere.join(" or ")}. ` +
      "Run Custody as an ordinary user, open the folder with chmod o+x, or set DATABASE_URL.",
  );
}

/** Where an earlier start moved the data to, as long as it is still there. */
function readMoved(home: string): string | null {
  const file = join(home, "moved-to");
  if (!existsSync(file)) return null;
  const away = readFileSync(file, "utf8").trim();
  return existsSync(join(away, "data")) ? away : null;
}

function tryFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o711);
    return true;
  } catch {
    return false;
  }
}

function lostMessage(data: string): string {
  return (
    `The account the database belongs to can no longer reach ${data}. Let it pass through ` +
    "the folders above with chmod o+x. Nothing was changed."
  );
}
