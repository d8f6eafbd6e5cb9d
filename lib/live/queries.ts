import { sql } from "drizzle-orm";
import type { Ctx, Scope } from "@/lib/access/model";
import { findSession, findStanding } from "@/lib/access/queries";
import { resolveClients } from "@/lib/client-names/queries";
import type { Filter } from "@/lib/entries/filter";
import { entryColumns, entrySource } from "@/lib/entries/queries";
import { type EntryRow, parseEntry } from "@/lib/entries/row";
import { inScope, readInScope } from "@/lib/runtime/transaction";
import type { TailEntry } from "./model";

const tailEntriesMax = 200;

/** The place of an organization's newest entry; idx commits in order, so all before it is there. */
export async function findHead(organizationId: string): Promise<number> {
  return inScope({ organizationId, clientId: null }, async (tx) => {
    const [row] = await tx.execute<{ head: string }>(sql`
      select next_idx - 1 as head from custody.organization_heads
      where organization_id = ${organizationId}::uuid`);
    return Number(row?.head ?? -1);
  });
}

/** The newest place a reader knows by its own numbers: sidx where it reads one client. */
export async function findPlace(scope: Scope): Promise<number> {
  const { organizationId, clientId } = scope;
  if (clientId === null) return findHead(organizationId);
  return inScope(scope, async (tx) => {
    const [row] = await tx.execute<{ place: string }>(sql`
      select next_sidx - 1 as place from custody.stream_heads
      where organization_id = ${organizationId}::uuid and client_id = ${clientId}::uuid`);
    return Number(row?.place ?? -1);
  });
}

/** What follows a place of the whole log, oldest first, a part of it at a time. */
export async function listTail(
  organizationId: string,
  after: number,
): Promise<TailEntry[]> {
  return listWhere(
    { organizationId, clientId: null },
    sql`entries.idx > ${after}`,
    sql`entries.idx`,
  );
}

/** What follows a reader's own place, up to the idx it joins the others at. */
export async function listMissed(
  scope: Scope,
  after: number,
  upToIdx: number,
): Promise<TailEntry[]> {
  const { organizationId, clientId } = scope;
  const isPast =
    clientId === null
      ? sql`entries.idx > ${after} and entries.idx <= ${upToIdx}`
      : sql`entries.client_slot = (select client_slot from custody.stream_heads
            where organization_id = ${organizationId}::uuid
              and client_id = ${clientId}::uuid)
          and entries.sidx > ${after} and entries.idx <= ${upToIdx}`;
  const order = clientId === null ? sql`entries.idx` : sql`entries.sidx`;
  return listWhere(scope, isPast, order);
}

async function listWhere(
  scope: Pick<Scope, "organizationId" | "clientId">,
  where: ReturnType<typeof sql>,
  order: ReturnType<typeof sql>,
): Promise<TailEntry[]> {
  return readInScope(scope, async (tx) => {
    const rows = await tx.execute<EntryRow & { clientId: string | null }>(sql`
      select ${entryColumns}, entries.client_id as "clientId" from ${entrySource}
      where entries.organization_id = ${scope.organizationId}::uuid and ${where}
      order by ${order} limit ${tailEntriesMax}`);
    return rows.map((row) => ({ entry: parseEntry(row), clientId: row.clientId }));
  });
}

/** Entries name their client by slug; a filter may name it by id, or as it was called before. */
export async function nameClients(scope: Scope, filter: Filter): Promise<Filter> {
  const { client } = filter.terms;
  if (!client) return filter;
  const clients = await inScope(scope, (tx) =>
    resolveClients(tx, [...client.include, ...client.exclude]),
  );
  const name = (term: string) => clients.get(term)?.slug ?? term;
  const terms = {
    include: client.include.map(name),
    exclude: client.exclude.map(name),
  };
  return { ...filter, terms: { ...filter.terms, client: terms } };
}

/**
 * What a reader may see now, as one text to compare with what it was; null when nothing.
 * A session that ended, another role, a key that was revoked or has expired: all differ.
 */
export async function describeGrant({ scope, principal }: Ctx): Promise<string | null> {
  const { organizationId } = scope;
  if (principal.kind === "user") {
    const session = await findSession(principal.sessionId);
    if (session?.organizationId !== organizationId) return null;
    const { overrides, assignedClientIds } = await findStanding(session);
    return JSON.stringify([session.role, overrides, assignedClientIds?.sort()]);
  }
  if (principal.kind !== "key") return null;
  return inScope({ organizationId, clientId: null }, async (tx) => {
    const [row] = await tx.execute<{ grant: string }>(sql`
      select array_to_string(scopes, ' ') || ' ' || coalesce(client_id::text, '') as "grant"
      from custody.api_keys
      where organization_id = ${organizationId}::uuid and id = ${principal.keyId}
        and revoked_at is null
        and (expires_at is null or expires_at > clock_timestamp())`);
    return row?.grant ?? null;
  });
}
