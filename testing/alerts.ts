import { randomBytes } from "node:crypto";
import type { Sql } from "./database";
import type { TestOrganization } from "./organization";
import { makeRule } from "./rules";

/** An alert as the worker leaves one, of a rule that is off: nothing else comes of it. */
export async function makeAlert(
  admin: Sql,
  { ctx, organizationId }: Pick<TestOrganization, "ctx" | "organizationId">,
  { clientId, words }: { clientId: string | null; words: string },
): Promise<{ alertId: string; ruleId: string }> {
  const { id: ruleId } = await makeRule({ ctx }, { name: `Rule of ${words}` });
  await admin`update custody.rules set is_enabled = false where id = ${ruleId}`;
  const alertId = `alr_${randomBytes(12).toString("hex")}`;
  const facts = {
    kind: "every",
    per: "none",
    of: "ip",
    group: "",
    groupName: "",
    hits: [[0, 0]],
    hitCount: 1,
    heldCount: 0,
    windowMinutes: 10,
    trigger: {
      id: "evt_none",
      idx: 0,
      recordedAt: "2026-11-26T10:00:00.000000Z",
      action: "ticket.deleted",
      sentence: `Alice deleted ${words}`,
      client: null,
    },
    query: "range=all",
  };
  await admin`
    insert into custody.alerts (organization_id, id, rule_id, version, idx, group_key,
      severity, client_id, facts, entry_idx, was_muted)
    values (${organizationId}, ${alertId}, ${ruleId}, 1, 0, '', 'high', ${clientId},
      ${JSON.stringify(facts)}, 0, false)`;
  return { alertId, ruleId };
}
