import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { integrations } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import { openSecret } from "@/lib/runtime/secret-box";
import type { Integration } from "./model";
import type { Settings } from "./product";
import type { ProductId } from "./products";

type Row = typeof integrations.$inferSelect;
type Of = Pick<Scope, "organizationId">;

function readRow(row: Row): Integration {
  const { id, name, isEnabled, checkedAt, checkError, createdAt } = row;
  const product = row.product as ProductId;
  const settings = row.settings as Settings;
  const isInbound = row.sealedInboundSecret !== null;
  const checked = { checkedAt, checkError, createdAt };
  return { id, name, product, settings, isEnabled, isInbound, ...checked };
}

export function whereIntegration({ organizationId }: Of, id: string) {
  return and(eq(integrations.organizationId, organizationId), eq(integrations.id, id));
}

export async function listIntegrations(
  tx: Tx,
  { organizationId }: Of,
): Promise<Integration[]> {
  const rows = await tx
    .select()
    .from(integrations)
    .where(eq(integrations.organizationId, organizationId))
    .orderBy(integrations.createdAt, integrations.id);
  return rows.map(readRow);
}

export async function findIntegration(
  tx: Tx,
  scope: Of,
  id: string,
): Promise<Integration | null> {
  const [row] = await tx.select().from(integrations).where(whereIntegration(scope, id));
  return row ? readRow(row) : null;
}

/** With its credentials among the settings: for who writes there, and nobody else. */
export async function findOpened(
  tx: Tx,
  scope: Of,
  id: string,
): Promise<Integration | null> {
  const [row] = await tx.select().from(integrations).where(whereIntegration(scope, id));
  if (!row) return null;
  const opened = JSON.parse(openSecret(row.sealedCredentials, id)) as Settings;
  const known = readRow(row);
  return { ...known, settings: { ...known.settings, ...opened } };
}
