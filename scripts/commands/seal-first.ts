import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { keepPasswords, loginUrl } from "@/db/logins";
import { formatPlace } from "@/lib/integrity/finding";
import { readSigners } from "@/lib/runtime/signing-key";
import { sealNow } from "@/lib/seal/mutations";
import { closeSealer, openSealer, sealEpoch } from "@/lib/sealer/mutations";
import { sealerLockId } from "@/lib/sealer/queries";
import { CommandError } from "./command";
import type { Opened } from "./open";

/** Has all that is there sealed: by the sealer that runs, or where none does, by this command. */
export async function sealFirst(opened: Opened, organizationId: string): Promise<void> {
  if (await isSealerThere()) {
    await sealNow(organizationId);
    return;
  }
  const { environment, secrets, origin } = opened.installation;
  const { dir, logins } = environment;
  const sealer = await openSealer({
    databaseUrl:
      logins.sealer ?? loginUrl(opened.appUrl, "sealer", keepPasswords(dir).sealer),
    folder: `${dir}/sealer`,
    origin,
    signers: readSigners(secrets.signingKeyFile, origin),
  });
  try {
    const { found } = await sealEpoch(sealer, { isIdleSeal: false });
    const mine = found.find((one) => one.organizationId === organizationId);
    if (mine === undefined) return;
    const { finding } = mine;
    throw new CommandError(
      `The log does not hold, so nothing is exported: ${formatPlace(finding)}: ${finding.why}.`,
      1,
    );
  } finally {
    await closeSealer(sealer);
  }
}

async function isSealerThere(): Promise<boolean> {
  const [row] = await getDatabase().execute<{ there: boolean }>(sql`
    select exists (select from pg_locks
      where locktype = 'advisory' and objid = ${sealerLockId} and granted) as there`);
  return row?.there ?? false;
}
