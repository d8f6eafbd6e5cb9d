import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { mintOperatorCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { createClient } from "@/lib/clients/mutations";
import type { AppendItem } from "@/lib/entries/batch";
import { prepareEntry } from "@/lib/entries/prepare";
import { createOrganization } from "@/lib/organizations/mutations";
import { appendRequests, nameEntry } from "@/lib/runtime/append";
import { inScope } from "@/lib/runtime/transaction";
import { clientSlugs, type SentEvent, sentArbitrary } from "./entry-arbitrary";

export type RandomLog = {
  ctx: Ctx;
  organizationId: string;
  /** Ids by slug. */
  clientIds: Map<string, string>;
  /** Adds that many random entries, in the order of their times. */
  append: (count: number) => Promise<void>;
};

/** A demo organization, whose entries have the times that the test draws. */
export async function makeRandomLog(slug: string): Promise<RandomLog> {
  const organizationId = randomUUID();
  const ctx = mintOperatorCtx(organizationId, "system");
  await createOrganization(ctx, { slug, name: slug, isDemo: true });
  const clientIds = new Map<string, string>();
  for (const client of clientSlugs) {
    const { id } = await createClient(ctx, { slug: client, name: client });
    clientIds.set(client, id);
  }
  const append = async (count: number) => {
    const items = fc
      .sample(sentArbitrary, count)
      .sort((one, other) => (one.recordedAt < other.recordedAt ? -1 : 1))
      .map((sent) => prepare(sent, clientIds));
    await inScope(ctx.scope, (tx) => appendRequests(tx, organizationId, [items], "demo"));
  };
  return { ctx, organizationId, clientIds, append };
}

const mintedActor = {
  type: "system",
  id: null,
  email: null,
  name: null,
  role: null,
} as const;
const noContext = { ip: null, user_agent: null, session_id: null, request_id: null };

function prepare(sent: SentEvent, clientIds: Map<string, string>): AppendItem {
  const { event, source, keyId, client, vendor, vendorRecord, recordedAt } = sent;
  const clientId = client === null ? null : (clientIds.get(client) ?? null);
  const sender = { actor: mintedActor, keyId, source, context: noContext };
  const subject = { clientId, targets: event.targets };
  const naming = { ...nameEntry(), vendor, vendorRecord };
  const prepared = prepareEntry(event, sender, subject, naming);
  return { prepared, idempotency: null, recordedAt };
}
