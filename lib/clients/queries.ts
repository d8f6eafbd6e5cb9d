import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clientAssignments, clients, users } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import { AppError } from "@/lib/kit/errors";

export type ClientRow = {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  archivedAt: Date | null;
  mergedIntoId: string | null;
};

export const clientColumns = {
  id: clients.id,
  slug: clients.slug,
  name: clients.name,
  timeZone: clients.timeZone,
  archivedAt: clients.archivedAt,
  mergedIntoId: clients.mergedIntoId,
};

/** The clients a reader may know of: a technician's assigned ones, a client's own one. */
export function listClients(tx: Tx, scope: Scope): Promise<ClientRow[]> {
  const { clientId, own } = scope;
  const known = clientId === null ? own?.clientIds : [clientId];
  return tx
    .select(clientColumns)
    .from(clients)
    .where(known && inArray(clients.id, known))
    .orderBy(asc(clients.name));
}

export type ClientActivity = ClientRow & { recentCount: number; lastAt: string | null };

const recentDays = 30;

/** The clients a reader may know of, and how many entries each got of late. */
export async function listClientActivity(
  tx: Tx,
  { organizationId, clientId, own }: Scope,
): Promise<ClientActivity[]> {
  const known = clientId === null ? own?.clientIds : [clientId];
  const rows = await tx
    .select({
      ...clientColumns,
      recentCount: sql<string>`activity.recent_count`,
      lastAt: sql<string | null>`custody.format_instant(activity.last_at)`,
    })
    .from(clients)
    .leftJoin(
      sql`lateral custody.describe_stream(${organizationId}::uuid, ${clients.slot},
        clock_timestamp() - make_interval(days => ${recentDays})) as activity`,
      sql`true`,
    )
    .where(known && inArray(clients.id, known))
    .orderBy(sql`lower(${clients.name})`);
  return rows.map(({ recentCount, ...row }) => ({
    ...row,
    recentCount: Number(recentCount),
  }));
}

/** Senders may name a client by slug or by id. */
export function findClients(tx: Tx, references: string[]): Promise<ClientRow[]> {
  return tx
    .select(clientColumns)
    .from(clients)
    .where(
      or(
        inArray(clients.slug, references),
        inArray(sql`${clients.id}::text`, references),
      ),
    );
}

export async function findClient(tx: Tx, slug: string): Promise<ClientRow | null> {
  const [row] = await tx
    .select(clientColumns)
    .from(clients)
    .where(eq(clients.slug, slug));
  return row ?? null;
}

/** A client that the one who acts may know of, locked until the commit. Throws 404. */
export async function findClientForUpdate(
  tx: Tx,
  { organizationId, own }: Scope,
  id: string,
): Promise<ClientRow> {
  const isKnown = own === null || own.clientIds.includes(id);
  const [row] = await tx
    .select(clientColumns)
    .from(clients)
    .where(and(eq(clients.organizationId, organizationId), eq(clients.id, id)))
    .for("no key update");
  if (!row || !isKnown) {
    throw new AppError("resource.not_found", { detail: "There is no such client." });
  }
  return row;
}

export type ClientLink = { slug: string; name: string };

/** Where a client's history goes on, and whose histories go on in it. */
export async function findMerges(
  tx: Tx,
  client: ClientRow,
): Promise<{ into: ClientLink | null; from: ClientLink[] }> {
  const columns = { id: clients.id, slug: clients.slug, name: clients.name };
  const [into] =
    client.mergedIntoId === null
      ? []
      : await tx.select(columns).from(clients).where(eq(clients.id, client.mergedIntoId));
  const from = await tx
    .select(columns)
    .from(clients)
    .where(eq(clients.mergedIntoId, client.id))
    .orderBy(asc(clients.name));
  return { into: into ?? null, from };
}

export async function findClientById(tx: Tx, id: string): Promise<ClientRow | null> {
  const [row] = await tx.select(clientColumns).from(clients).where(eq(clients.id, id));
  return row ?? null;
}

/** The client a form names, or null for the whole organization; a wrong name is its error. */
export async function findNamedClient(
  tx: Tx,
  slug: string | null,
): Promise<ClientRow | null> {
  if (slug === null) return null;
  const client = await findClient(tx, slug);
  if (client) return client;
  const detail = "is not a client of this organization";
  throw new AppError("input.invalid", { errors: [{ pointer: "/clientSlug", detail }] });
}

/** The technicians who look after a client. */
export function listAssignees(
  tx: Tx,
  organizationId: string,
  clientId: string,
): Promise<{ id: string; name: string }[]> {
  return tx
    .select({ id: users.id, name: users.name })
    .from(clientAssignments)
    .innerJoin(users, eq(users.id, clientAssignments.userId))
    .where(
      and(
        eq(clientAssignments.organizationId, organizationId),
        eq(clientAssignments.clientId, clientId),
      ),
    )
    .orderBy(asc(users.name));
}
