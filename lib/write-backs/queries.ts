import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { integrations, writeBacks } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import type { Actor } from "@/lib/entries/model";
import type { Kind, State, WriteBack } from "./model";

const shownMax = 200;

type Of = Pick<Scope, "organizationId">;

const columns = {
  id: writeBacks.id,
  integrationId: writeBacks.integrationId,
  integrationName: integrations.name,
  kind: writeBacks.kind,
  alertId: writeBacks.alertId,
  openerId: writeBacks.openerId,
  actor: writeBacks.actor,
  ticketId: writeBacks.ticketId,
  state: writeBacks.state,
  attemptCount: writeBacks.attemptCount,
  dueAt: writeBacks.dueAt,
  lastError: writeBacks.lastError,
  entryId: writeBacks.entryId,
  createdAt: writeBacks.createdAt,
};

export function whereWriteBack({ organizationId }: Of, id: string) {
  return and(eq(writeBacks.organizationId, organizationId), eq(writeBacks.id, id));
}

/** Those of an alert, in the order they were asked for. */
export async function listWriteBacks(
  tx: Tx,
  { organizationId }: Of,
  alertId: string,
): Promise<WriteBack[]> {
  const rows = await tx
    .select(columns)
    .from(writeBacks)
    .innerJoin(
      integrations,
      and(
        eq(integrations.organizationId, writeBacks.organizationId),
        eq(integrations.id, writeBacks.integrationId),
      ),
    )
    .where(
      and(
        eq(writeBacks.organizationId, organizationId),
        eq(writeBacks.alertId, alertId),
        ne(writeBacks.kind, "test"),
      ),
    )
    .orderBy(writeBacks.createdAt, writeBacks.id)
    .limit(shownMax);
  return rows.map((row) => ({
    ...row,
    kind: row.kind as Kind,
    state: row.state as State,
    actor: row.actor as Actor,
  }));
}

/** The tickets of an alert that are there, or may yet be. */
export function listTickets(known: WriteBack[]): WriteBack[] {
  return known.filter(
    ({ kind, state }) => kind === "create_ticket" && state !== "failed",
  );
}
