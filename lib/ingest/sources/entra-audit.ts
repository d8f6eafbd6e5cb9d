import type { Change, Outcome } from "@/lib/entries/model";
import { changesBetween, pointerTo } from "@/lib/ingest/changes";
import { type ActorDraft, onlyRecord, type TargetDraft } from "@/lib/ingest/draft";
import { embeddedJson, objectAt, objectsAt, textAt, valueAt } from "@/lib/ingest/lookup";
import type { MapResult } from "@/lib/ingest/model";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";

export function mapEntraAudit(record: JsonObject, body: JsonObject): MapResult {
  const details = detailsOf(body);
  return onlyRecord({
    vendor: "entra",
    action: textAt(body, "activityDisplayName", "operationName") ?? "",
    occurred:
      valueAt(body, "activityDateTime") ??
      valueAt(record, "TimeGenerated") ??
      valueAt(record, "time"),
    actor: actorOf(body),
    targets: objectsAt(body, "targetResources").map(targetOf),
    outcome: outcomeOf(body),
    reason: textAt(body, "resultReason", "resultDescription"),
    changes: changesOf(body),
    address: textAt(
      body,
      "initiatedBy.user.ipAddress",
      "callerIpAddress",
      "ipAddress",
      "initiatedBy.app.ipAddress",
    ),
    userAgent: textAt(body, "userAgent") ?? textAt(details, "User-Agent"),
    requestId: textAt(body, "correlationId"),
    metadata: {
      log: textAt(record, "category"),
      service: textAt(body, "loggedByService"),
      operation: textAt(body, "operationType", "AADOperationType"),
      tenant: textAt(record, "tenantId", "AADTenantId"),
      details: Object.keys(details).length === 0 ? null : details,
    },
    record,
    recordId: textAt(body, "id"),
  });
}

function actorOf(body: JsonObject): ActorDraft {
  const user = objectAt(body, "initiatedBy.user");
  const login = user === null ? null : textAt(user, "userPrincipalName");
  if (user !== null && (login !== null || textAt(user, "id") !== null)) {
    return {
      type: "user",
      id: textAt(user, "id"),
      email: login?.includes("@") ? login : null,
      name: textAt(user, "displayName", "userPrincipalName"),
    };
  }
  const app = objectAt(body, "initiatedBy.app") ?? {};
  const name = textAt(app, "displayName");
  const id = textAt(app, "servicePrincipalId", "appId");
  if (name !== null || id !== null) return { type: "integration", id, name };
  const identity = textAt(body, "identity");
  if (identity === null) return { type: "system", name: "Microsoft Entra" };
  return { type: "user", name: identity };
}

function targetOf(target: JsonObject): TargetDraft {
  return {
    type: textAt(target, "type") ?? "record",
    id: textAt(target, "id"),
    name: textAt(target, "displayName", "userPrincipalName"),
  };
}

function outcomeOf(body: JsonObject): Outcome {
  const word = textAt(body, "result", "resultType") ?? "success";
  return /^(success|0|none)$/i.test(word) ? "success" : "failed";
}

/** With several targets changed, the path starts with the target's name. */
function changesOf(body: JsonObject): Change[] {
  const targets = objectsAt(body, "targetResources").filter(
    (target) => objectsAt(target, "modifiedProperties").length > 0,
  );
  return targets.flatMap((target) => {
    const owner = textAt(target, "displayName", "userPrincipalName", "id") ?? "target";
    const root = targets.length > 1 ? pointerTo(owner) : "";
    return objectsAt(target, "modifiedProperties").flatMap((property) =>
      propertyChanges(root, property),
    );
  });
}

/** Values are JSON in strings; null says that the property was not there. */
function propertyChanges(root: string, property: JsonObject): Change[] {
  const name = textAt(property, "displayName") ?? "property";
  if (name === "Included Updated Properties") return [];
  const before = opened(valueAt(property, "oldValue") ?? null);
  const after = opened(valueAt(property, "newValue") ?? null);
  return changesBetween(root + pointerTo(name), before ?? undefined, after ?? undefined);
}

/** Single values come as lists of one, often with JSON in a string once more. */
function opened(text: JsonValue): JsonValue {
  const value = embeddedJson(text);
  const [only, ...others] = Array.isArray(value) ? value : [];
  return only === undefined || others.length > 0 ? value : embeddedJson(only);
}

function detailsOf(body: JsonObject): JsonObject {
  const pairs = objectsAt(body, "additionalDetails").flatMap((pair) => {
    const key = textAt(pair, "key");
    return key === null ? [] : [[key, valueAt(pair, "value") ?? null] as const];
  });
  return Object.fromEntries<JsonValue>(pairs);
}
