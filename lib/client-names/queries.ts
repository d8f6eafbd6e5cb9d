import { and, eq, inArray, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, formerSlugs } from "@/db/schema";
import { type ClientRow, clientColumns, findClients } from "@/lib/clients/queries";

const isSameClient = and(
  eq(clients.organizationId, formerSlugs.organizationId),
  eq(clients.id, formerSlugs.clientId),
);

/** Each reference and its client: by slug, by id, or by a slug it had before. */
export async function resolveClients(
  tx: Tx,
  references: string[],
): Promise<Map<string, ClientRow>> {
  const rows = await findClients(tx, references);
  const found = new Map(
    rows.flatMap((row) => [[row.id, row] as const, [row.slug, row] as const]),
  );
  const missing = references.filter((reference) => !found.has(reference));
  if (missing.length === 0) return found;
  const renamed = await tx
    .select({ former: formerSlugs.slug, client: clientColumns })
    .from(formerSlugs)
    .innerJoin(clients, isSameClient)
    .where(inArray(formerSlugs.slug, missing));
  for (const { former, client } of renamed) found.set(former, client);
  return found;
}

/** The other client that a slug led to before and still leads to. */
export async function findFormerOwner(
  tx: Tx,
  slug: string,
  exceptId: string,
): Promise<ClientRow | null> {
  const [row] = await tx
    .select(clientColumns)
    .from(formerSlugs)
    .innerJoin(clients, isSameClient)
    .where(and(eq(formerSlugs.slug, slug), ne(clients.id, exceptId)));
  return row ?? null;
}
