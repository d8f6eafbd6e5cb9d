import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { resolveClients } from "@/lib/client-names/queries";
import type { RuleDefinition } from "@/lib/rules/model";
import type { Webhook } from "@/lib/webhooks/model";
import { findWebhooks } from "@/lib/webhooks/queries";

/** The people a rule tells by mail who may still sign in, each once. */
export async function listTold(
  tx: Tx,
  organizationId: string,
  { owners, people }: RuleDefinition["tell"],
): Promise<string[]> {
  const ids = JSON.stringify(people);
  const rows = await tx.execute<{ email: string }>(sql`
    select distinct u.email from custody.memberships m
    join custody.users u on u.id = m.user_id
    where m.organization_id = ${organizationId}::uuid and m.role <> 'portal'
      and m.disabled_at is null and u.disabled_at is null
      and (m.expires_at is null or m.expires_at > clock_timestamp())
      and ((${owners} and m.role = 'owner')
        or m.user_id::text in (select json_array_elements_text(${ids}::text::json)))
    order by u.email`);
  return rows.map(({ email }) => email);
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
