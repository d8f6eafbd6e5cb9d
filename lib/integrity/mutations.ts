import type postgres from "postgres";
import type { Finding } from "./finding";
import type { Reader } from "./queries";

export type Incident = {
  organizationId: string;
  finding: Finding;
  raisedBy: "sealer" | "verifier";
  intact?: string;
};

/** Opens an incident, once for a place; null where one is open for it already. */
export async function raiseIncident(
  sql: Reader,
  { organizationId, finding, raisedBy, intact }: Incident,
): Promise<string | null> {
  const incident = {
    organization: organizationId,
    raised_by: raisedBy,
    kind: finding.kind,
    first_idx: finding.firstIdx,
    last_idx: finding.lastIdx,
    slot: finding.clientSlot,
    sidx: finding.sidx,
    expected: finding.expected,
    found: finding.found,
    why: finding.why,
    intact: intact ?? describeIntact(finding),
  };
  const [row] = await sql<{ id: string | null }[]>`
    select custody.raise_incident(${JSON.stringify(incident)}::text::json) as id`;
  return row?.id ?? null;
}

function describeIntact({ kind, firstIdx }: Finding): string {
  if (kind === "segment") return "the entries themselves hold; their index is made again";
  if (firstIdx === null || firstIdx === 0) return "nothing was shown to hold";
  return `entries #0 to #${(firstIdx - 1).toLocaleString("en-GB")} hold`;
}

export type LogReport = {
  organizationId: string;
  slug: string;
  fromIdx: number;
  toIdx: number;
  entryCount: number;
  findings: Finding[];
};

/** Keeps what a verification found, and opens an incident for each finding. */
export async function recordRun(
  sql: postgres.Sql,
  report: LogReport,
  { kind, startedAt }: { kind: string; startedAt: Date },
): Promise<void> {
  const { organizationId, findings } = report;
  let isNew = findings.length === 0;
  for (const finding of findings) {
    const incident = { organizationId, finding, raisedBy: "verifier" as const };
    if ((await raiseIncident(sql, incident)) !== null) isNew = true;
  }
  if (!isNew) return;
  const run = {
    organization: organizationId,
    kind,
    started_at: startedAt.toISOString(),
    finished_at: new Date().toISOString(),
    from_idx: report.fromIdx,
    to_idx: report.toIdx,
    is_ok: findings.length === 0,
    verdict: JSON.stringify(findings),
  };
  await sql`select custody.record_verification(${JSON.stringify(run)}::text::json)`;
}
