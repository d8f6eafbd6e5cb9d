import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import { clients, retentionProposals, retentionRules, users } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import { readInScope } from "@/lib/runtime/transaction";

export type ProposalKey = { organizationId: string; id: string };

export type Proposal = ProposalKey & {
  clientId: string | null;
  client: { id: string; name: string } | null;
  retentionDaysBefore: number;
  retentionDays: number;
  reason: string;
  proposedBy: string;
  proposerName: string | null;
  proposedAt: string;
  approvedAt: string | null;
  effectiveAt: string | null;
  endedAt: string | null;
};

export type ClientRule = { slug: string; name: string; retentionDays: number };

/** The retention in force: a client's own, or the organization's, or the default. */
export async function findRetentionDays(
  tx: Tx,
  organizationId: string,
  clientId: string | null,
): Promise<number> {
  const [row] = await tx.execute<{ days: number }>(sql`
    select custody.retention_days(${organizationId}::uuid, ${clientId}::uuid) as days`);
  if (!row) throw new Error("no retention");
  return row.days;
}

export async function findProposal(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<Proposal | null> {
  const [row] = await selectProposals(tx).where(
    and(
      eq(retentionProposals.organizationId, organizationId),
      eq(retentionProposals.id, id),
    ),
  );
  return row ? toProposal(row) : null;
}

export type RetentionRules = {
  retentionDays: number;
  clientRules: ClientRule[];
  proposals: Proposal[];
};

export function listRetentionRules(scope: Scope): Promise<RetentionRules> {
  const { organizationId } = scope;
  return readInScope(scope, async (tx) => {
    const clientRules = await tx
      .select({
        slug: clients.slug,
        name: clients.name,
        retentionDays: retentionRules.retentionDays,
      })
      .from(retentionRules)
      .innerJoin(
        clients,
        and(
          eq(clients.organizationId, retentionRules.organizationId),
          eq(clients.id, retentionRules.clientId),
        ),
      )
      .where(eq(retentionRules.organizationId, organizationId))
      .orderBy(asc(clients.name));
    const open = await selectProposals(tx)
      .where(
        and(
          eq(retentionProposals.organizationId, organizationId),
          isNull(retentionProposals.endedAt),
        ),
      )
      .orderBy(asc(retentionProposals.proposedAt));
    return {
      retentionDays: await findRetentionDays(tx, organizationId, null),
      clientRules,
      proposals: open.map(toProposal),
    };
  });
}

function selectProposals(tx: Tx) {
  return tx
    .select({
      organizationId: retentionProposals.organizationId,
      id: retentionProposals.id,
      clientId: retentionProposals.clientId,
      clientName: clients.name,
      retentionDaysBefore: retentionProposals.retentionDaysBefore,
      retentionDays: retentionProposals.retentionDays,
      reason: retentionProposals.reason,
      proposedBy: retentionProposals.proposedBy,
      proposerName: users.name,
      proposedAt: retentionProposals.proposedAt,
      approvedAt: retentionProposals.approvedAt,
      effectiveAt: retentionProposals.effectiveAt,
      endedAt: retentionProposals.endedAt,
    })
    .from(retentionProposals)
    .leftJoin(
      clients,
      and(
        eq(clients.organizationId, retentionProposals.organizationId),
        eq(clients.id, retentionProposals.clientId),
      ),
    )
    .leftJoin(users, eq(users.id, retentionProposals.proposedBy))
    .$dynamic();
}

type Row = Omit<Proposal, "client"> & { clientName: string | null };

function toProposal({ clientName, ...row }: Row): Proposal {
  const client = row.clientId ? { id: row.clientId, name: clientName ?? "" } : null;
  return { ...row, client };
}

/** Of every organization: only the worker's login sees them all. */
export async function listDueProposalIds(): Promise<ProposalKey[]> {
  return getDatabase()
    .select({
      organizationId: retentionProposals.organizationId,
      id: retentionProposals.id,
    })
    .from(retentionProposals)
    .where(
      and(
        isNull(retentionProposals.endedAt),
        sql`${retentionProposals.effectiveAt} <= clock_timestamp()`,
      ),
    );
}

export type Storage = {
  entryCount: number;
  bytes: number;
  bytesPerEntry: number;
  entriesLastMonth: number;
  oldestAt: string | null;
};

const sampleCount = 1000;
/** Measured on ten million entries: what the indexes add to the rows. */
const indexFactor = 1.3;

/** What the log takes now, by the size of its newest rows. */
export async function measureStorage(tx: Tx, organizationId: string): Promise<Storage> {
  const [row] = await tx.execute<{
    entryCount: string;
    bytesPerEntry: number;
    entriesLastMonth: string;
    oldestAt: string | null;
  }>(sql`
    select h.next_idx - h.min_idx - (
        select count(*) from custody.pruned_links l
        where l.organization_id = h.organization_id) as "entryCount",
      h.next_idx - custody.find_idx(h.organization_id, now() - interval '30 days')
        as "entriesLastMonth",
      (select custody.format_instant(e.recorded_at) from custody.entries e
        where e.organization_id = h.organization_id order by e.idx limit 1) as "oldestAt",
      (select coalesce(avg(pg_column_size(e.*)), 0) * ${indexFactor} from (
        select * from custody.entries e where e.organization_id = h.organization_id
        order by e.idx desc limit ${sampleCount}) e)::float8 as "bytesPerEntry"
    from custody.organization_heads h where h.organization_id = ${organizationId}::uuid`);
  if (!row) throw new Error("the organization has no head");
  const entryCount = Number(row.entryCount);
  const bytesPerEntry = row.bytesPerEntry;
  return {
    entryCount,
    bytesPerEntry,
    bytes: Math.round(entryCount * bytesPerEntry),
    entriesLastMonth: Number(row.entriesLastMonth),
    oldestAt: row.oldestAt,
  };
}
