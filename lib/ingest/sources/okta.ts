import type { ActorType, Change, Outcome } from "@/lib/entries/model";
import { changesBetween, pairedChanges, pointerTo } from "@/lib/ingest/changes";
import { type ActorDraft, onlyRecord, type TargetDraft } from "@/lib/ingest/draft";
import {
  contentAt,
  objectAt,
  objectsAt,
  textAt,
  valueAt,
  wordIn,
} from "@/lib/ingest/lookup";
import type { MapResult, SourceMapper } from "@/lib/ingest/model";
import { failure } from "@/lib/kit/result";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";

/**
 * The System Log API: https://developer.okta.com/docs/api/openapi/okta-management
 * (LogEvent).
 */
export const okta: SourceMapper = {
  source: "okta",
  vendor: "okta",
  aliases: ["okta_system_log"],
  map: mapOkta,
};

const outcomes: Record<string, Outcome> = {
  SUCCESS: "success",
  ALLOW: "success",
  CHALLENGE: "success",
  SCHEDULED: "success",
  FAILURE: "failed",
  ABANDONED: "failed",
  RATE_LIMIT: "denied",
  DENY: "denied",
};
const plainResults = new Set(["SUCCESS", "FAILURE", "DENY"]);

const actorTypes: Record<string, ActorType> = {
  SystemPrincipal: "system",
  PublicClientApp: "integration",
  PublicClientAppEntity: "integration",
  Client: "integration",
  AppInstance: "integration",
};

function mapOkta(record: JsonObject): MapResult {
  const action = textAt(record, "eventType");
  if (action === null) {
    return failure({ pointer: "/eventType", detail: "an Okta record has an eventType" });
  }
  const result = textAt(record, "outcome.result", "result");
  return onlyRecord({
    vendor: "okta",
    action,
    category: /^user\.(session|authentication)\./.test(action)
      ? "authentication"
      : undefined,
    occurred: valueAt(record, "published") ?? valueAt(record, "p_event_time"),
    actor: actorOf(record),
    targets: objectsAt(record, "target").map(targetOf),
    outcome: wordIn(outcomes, result) ?? null,
    reason: textAt(record, "outcome.reason"),
    changes: changesOf(record),
    address: textAt(record, "client.ipAddress", "sourceIP"),
    userAgent: textAt(record, "client.userAgent.rawUserAgent", "userAgent"),
    sessionId: textAt(record, "authenticationContext.externalSessionId"),
    requestId: textAt(record, "debugContext.debugData.requestId", "transaction.id"),
    request: { url: textAt(record, "debugContext.debugData.url") },
    metadata: metadataOf(record, result),
    record,
    recordId: textAt(record, "uuid"),
  });
}

function actorOf(record: JsonObject): ActorDraft {
  const login = textAt(record, "actor.alternateId", "actorId");
  const id = textAt(record, "actor.id", "actorId");
  if (id === null && login === null) return { type: "system", name: "Okta" };
  return {
    type: wordIn(actorTypes, textAt(record, "actor.type")) ?? "user",
    id,
    email: emailIn(login),
    name: textAt(record, "actor.displayName", "actorName", "actor.alternateId"),
  };
}

function targetOf(target: JsonObject): TargetDraft {
  return {
    type: textAt(target, "type") ?? "record",
    id: textAt(target, "id"),
    name: textAt(target, "displayName", "alternateId"),
  };
}

/**
 * `changeDetails` is Okta's before and after; older events name only what was granted.
 */
function changesOf(record: JsonObject): Change[] {
  const targets = objectsAt(record, "target");
  const changes = targets.flatMap((target) => {
    const from = objectAt(target, "changeDetails.from");
    const to = objectAt(target, "changeDetails.to");
    const detail = objectAt(target, "detailEntry") ?? {};
    return [
      ...changesBetween("", from ?? undefined, to ?? undefined),
      ...pairedChanges(detail),
    ];
  });
  const granted = privileges(textAt(record, "debugContext.debugData.privilegeGranted"));
  const revoked = privileges(textAt(record, "debugContext.debugData.privilegeRevoked"));
  return [...changes, ...changesBetween(pointerTo("privileges"), revoked, granted)];
}

function privileges(text: string | null): JsonValue | undefined {
  return text === null ? undefined : text.split(/,\s*/);
}

function metadataOf(record: JsonObject, result: string | null): JsonObject {
  const place = "client.geographicalContext";
  const details = objectsAt(record, "target").flatMap((target) => {
    const detail = objectAt(target, "detailEntry");
    return detail === null ? [] : [detail];
  });
  return {
    message: textAt(record, "displayMessage"),
    severity: textAt(record, "severity"),
    result: plainResults.has(result ?? "") ? null : result,
    city: textAt(record, `${place}.city`),
    country: textAt(record, `${place}.country`),
    device: textAt(record, "device.name", "client.device"),
    isp: textAt(record, "securityContext.isp"),
    target_details: details.length === 0 ? null : details,
    behaviors: contentAt(record, "debugContext.debugData.behaviors"),
    api_token_id: textAt(record, "transaction.detail.requestApiTokenId"),
  };
}

function emailIn(text: string | null): string | null {
  return text?.includes("@") ? text : null;
}
