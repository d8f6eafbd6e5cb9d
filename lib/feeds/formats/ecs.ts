import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry } from "@/lib/entries/model";
import type { JsonObject } from "@/lib/proof/json-value";

const types: Record<string, string> = {
  create: "creation",
  update: "change",
  delete: "deletion",
  view: "access",
  login: "start",
  logout: "end",
};
const outcomes = { success: "success", failed: "failure", denied: "failure" } as const;

/**
 * An entry as a document of the Elastic Common Schema.
 * Source: elastic.co, ECS field reference 8.17 (event, user, source, user_agent, organization).
 */
export function formatEcs(entry: Entry): JsonObject {
  const { actor, context, target, verb } = entry;
  const isSignIn = entry.category === "authentication";
  return {
    "@timestamp": entry.recorded_at,
    ecs: { version: "8.17.0" },
    message: describeEntry(entry),
    event: {
      kind: "event",
      id: entry.id,
      sequence: entry.idx,
      action: entry.action,
      category: [isSignIn ? "authentication" : "configuration"],
      type: [entry.outcome === "denied" ? "denied" : (types[verb] ?? "info")],
      outcome: outcomes[entry.outcome],
      ...(entry.reason === null ? {} : { reason: entry.reason }),
      ...(entry.occurred_at === null ? {} : { created: entry.occurred_at }),
      hash: entry.hash,
      module: "custody",
      dataset: "custody.entry",
    },
    user: {
      ...(actor.id === null ? {} : { id: actor.id }),
      ...(actor.name === null ? {} : { name: actor.name }),
      ...(actor.email === null ? {} : { email: actor.email }),
      ...(actor.role === null ? {} : { roles: [actor.role] }),
    },
    ...(context.ip === null ? {} : { source: { ip: context.ip } }),
    ...(context.user_agent === null
      ? {}
      : { user_agent: { original: context.user_agent } }),
    ...(entry.client === null ? {} : { organization: { id: entry.client } }),
    custody: {
      category: entry.category,
      verb,
      actor_type: actor.type,
      target,
      changes: entry.changes,
      metadata: entry.metadata,
      org_hash: entry.org_hash,
    } as unknown as JsonObject,
  };
}
