import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry } from "@/lib/entries/model";
import type { JsonObject } from "@/lib/proof/json-value";

/** OCSF 1.3.0 classes: Authentication, Entity Management, API Activity. */
const classes = {
  authentication: { uid: 3002, category: 3 },
  entity: { uid: 3004, category: 3 },
  api: { uid: 6003, category: 6 },
} as const;

const other = 99;
const authentication: Record<string, number> = { login: 1, logout: 2 };
const entity: Record<string, number> = { create: 1, view: 2, update: 3, delete: 4 };
const api: Record<string, number> = { create: 1, view: 2, update: 3, delete: 4 };

const severities = { informational: 1, low: 2, medium: 3 } as const;

/**
 * An entry as an event of the Open Cybersecurity Schema Framework.
 * Source: schema.ocsf.io, version 1.3.0 (base event, authentication, entity_management,
 * api_activity).
 */
export function formatOcsf(entry: Entry): JsonObject {
  const { verb, actor, target, context, outcome, reason } = entry;
  const kind = classOf(entry);
  const { uid, category } = classes[kind];
  const activity = activityOf(kind, verb);
  return {
    class_uid: uid,
    category_uid: category,
    activity_id: activity,
    activity_name: verb,
    type_uid: uid * 100 + activity,
    severity_id: severityOf(entry),
    time: Date.parse(entry.recorded_at),
    message: describeEntry(entry),
    status_id: outcome === "success" ? 1 : 2,
    status: outcome,
    ...(reason === null ? {} : { status_detail: reason }),
    metadata: {
      version: "1.3.0",
      uid: entry.id,
      sequence: entry.idx,
      event_code: entry.action,
      product: { name: "Custody", vendor_name: "Custody" },
      ...(entry.occurred_at === null ? {} : { original_time: entry.occurred_at }),
    },
    actor: { user: userOf(entry) },
    ...(kind === "authentication" ? { user: userOf(entry) } : {}),
    ...(kind === "api" ? { api: { operation: entry.action } } : {}),
    ...(target === null || kind === "authentication"
      ? {}
      : kind === "entity"
        ? { entity: { type: target.type, uid: target.id, name: target.name } }
        : { resources: [{ type: target.type, uid: target.id, name: target.name }] }),
    ...(context.ip === null ? {} : { src_endpoint: { ip: context.ip } }),
    ...(context.user_agent === null
      ? {}
      : { http_request: { user_agent: context.user_agent } }),
    unmapped: {
      client: entry.client,
      category: entry.category,
      actor_type: actor.type,
      changes: entry.changes,
      metadata: entry.metadata,
      hash: entry.hash,
      org_hash: entry.org_hash,
    } as unknown as JsonObject,
  };
}

function classOf({ verb, category, target }: Entry): keyof typeof classes {
  if (verb in authentication && category === "authentication") return "authentication";
  return verb in entity && target !== null ? "entity" : "api";
}

function activityOf(kind: keyof typeof classes, verb: string): number {
  const ids = { authentication, entity, api }[kind];
  return ids[verb] ?? other;
}

function severityOf({ outcome }: Entry): number {
  if (outcome === "success") return severities.informational;
  return outcome === "failed" ? severities.low : severities.medium;
}

function userOf({ actor }: Entry): JsonObject {
  const { id, name, email } = actor;
  return {
    ...(id === null ? {} : { uid: id }),
    name: name ?? email ?? actor.type,
    ...(email === null ? {} : { email_addr: email }),
  };
}
