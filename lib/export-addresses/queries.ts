import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { exportAddresses } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import { hashToken } from "@/lib/access/token";
import { listStaffAddresses } from "@/lib/export-schedules/queries";
import { readInScope } from "@/lib/runtime/transaction";
import type { ExportAddress } from "./model";

export function listExportAddresses(scope: Scope): Promise<ExportAddress[]> {
  const { organizationId } = scope;
  return readInScope(scope, (tx) =>
    tx
      .select({
        email: exportAddresses.email,
        askedAt: exportAddresses.askedAt,
        confirmedAt: exportAddresses.confirmedAt,
      })
      .from(exportAddresses)
      .where(eq(exportAddresses.organizationId, organizationId))
      .orderBy(asc(exportAddresses.email)),
  );
}

/** Which of some addresses nobody vouched for: neither staff now, nor confirmed. */
export async function listUnverified(
  tx: Tx,
  organizationId: string,
  addresses: readonly string[],
): Promise<string[]> {
  const staff = await listStaffAddresses(tx, organizationId);
  const confirmed = await tx
    .select({ email: exportAddresses.email })
    .from(exportAddresses)
    .where(
      and(
        eq(exportAddresses.organizationId, organizationId),
        isNotNull(exportAddresses.confirmedAt),
      ),
    );
  const known = new Set([...staff, ...confirmed.map(({ email }) => email)]);
  return addresses.filter((address) => !known.has(address));
}

/** An address by what its mailed link carries, while the link is new enough. */
export async function findAskedAddress(
  scope: Scope,
  token: string,
): Promise<{ email: string; isOpen: boolean } | null> {
  const hash = await hashToken(token);
  return readInScope(scope, async (tx) => {
    const [row] = await tx
      .select({
        email: exportAddresses.email,
        isOpen: sql<boolean>`confirmed_at is null
          and asked_at > clock_timestamp() - interval '7 days'`,
      })
      .from(exportAddresses)
      .where(
        and(
          eq(exportAddresses.organizationId, scope.organizationId),
          eq(exportAddresses.tokenHash, Buffer.from(hash)),
        ),
      );
    return row ?? null;
  });
}
