import type { Tx } from "@/db/client";
import { resolveClients } from "@/lib/client-names/queries";
import { listRecipients, type Recipient } from "@/lib/notifications/queries";
import type { RuleDefinition } from "@/lib/rules/model";
import type { Webhook } from "@/lib/webhooks/model";
import { findWebhooks } from "@/lib/webhooks/queries";

/** The people a rule tells who may still sign in, each once. */
export function listTold(
  tx: Tx,
  organizationId: string,
  { owners, people }: RuleDefinition["tell"],
): Promise<Recipient[]> {
  return listRecipients(tx, organizationId, { roles: owners ? ["owner"] : [], people });
}

/** The ids of the clients that triggers are about. */
export async function findClientIdsOf(
  tx: Tx,
  slugs: string[],
): Promise<Map<string, string>> {
  const unique = [...new Set(slugs)];
  if (unique.length === 0) return new Map();
  const found = await resolveClients(tx, unique);
  return new Map([...found].map(([slug, { id }]) => [slug, id]));
}

/** The webhooks a rule tells that are on. */
export async function findTellable(
  tx: Tx,
  organizationId: string,
  { webhooks }: RuleDefinition["tell"],
): Promise<Webhook[]> {
  if (webhooks.length === 0) return [];
  const found = await findWebhooks(tx, organizationId);
  return found.filter(({ id, isEnabled }) => isEnabled && webhooks.includes(id));
}
