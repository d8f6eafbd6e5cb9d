import type { Outcome } from "@/lib/entries/model";
import { type ActorDraft, onlyRecord, type TargetDraft } from "@/lib/ingest/draft";
import { contentAt, textAt, valueAt } from "@/lib/ingest/lookup";
import type { MapResult } from "@/lib/ingest/model";
import type { JsonObject } from "@/lib/proof/json-value";

/**
 * AADSTS codes where policy refused someone, not a wrong secret: locked or disabled
 * account, not assigned to the application, Conditional Access, consent by admins.
 */
const deniedCodes = /^(50053|50057|50105|530\d\d|53003\d|9009[45])$/;

export function mapEntraSignIn(record: JsonObject, body: JsonObject): MapResult {
  const code = textAt(body, "status.errorCode", "resultType");
  const outcome = outcomeOf(body, code);
  return onlyRecord({
    vendor: "entra",
    action: textAt(record, "operationName") ?? "Sign-in activity",
    category: "authentication",
    occurred:
      valueAt(body, "createdDateTime") ??
      valueAt(record, "TimeGenerated") ??
      valueAt(record, "time"),
    actor: actorOf(body),
    targets: targetsOf(body),
    outcome,
    reason: outcome === "success" ? null : reasonOf(body, code),
    address: textAt(body, "ipAddress", "callerIpAddress"),
    userAgent: textAt(body, "userAgent"),
    sessionId: textAt(body, "sessionId"),
    requestId: textAt(body, "correlationId"),
    metadata: metadataOf(record, body, code),
    record,
    recordId: textAt(body, "id"),
  });
}

function outcomeOf(body: JsonObject, code: string | null): Outcome {
  const policy = textAt(body, "conditionalAccessStatus");
  if (policy === "failure" || deniedCodes.test(code ?? "")) return "denied";
  const word = code ?? textAt(body, "result");
  return word === null || /^(0|success)$/i.test(word) ? "success" : "failed";
}

function reasonOf(body: JsonObject, code: string | null): string | null {
  const said = textAt(
    body,
    "status.failureReason",
    "resultDescription",
    "status.additionalDetails",
  );
  return said ?? (code !== null && /^\d+$/.test(code) ? `error ${code}` : code);
}

function actorOf(body: JsonObject): ActorDraft {
  const login = textAt(body, "userPrincipalName");
  if (login !== null || textAt(body, "userId") !== null) {
    return {
      type: "user",
      id: textAt(body, "userId"),
      email: login?.includes("@") ? login : null,
      name: textAt(body, "userDisplayName", "identity", "userPrincipalName"),
    };
  }
  const name = textAt(body, "servicePrincipalName", "appDisplayName");
  const id = textAt(body, "servicePrincipalId", "appId");
  if (name === null && id === null) return { type: "system", name: "Microsoft Entra" };
  return { type: "integration", id, name };
}

/** The application signed in to, then the resource its token is for. */
function targetsOf(body: JsonObject): (TargetDraft | null)[] {
  const application = textAt(body, "appDisplayName");
  const applicationId = textAt(body, "appId");
  const resource = textAt(body, "resourceDisplayName", "resourceIdentity");
  const resourceId = textAt(body, "resourceServicePrincipalId");
  return [
    application || applicationId
      ? { type: "application", id: applicationId, name: application }
      : null,
    resource === null || resource === application
      ? null
      : { type: "resource", id: resourceId, name: resource },
  ];
}

function metadataOf(
  record: JsonObject,
  body: JsonObject,
  code: string | null,
): JsonObject {
  const place = textAt(record, "location");
  return {
    log: textAt(record, "category"),
    tenant: textAt(record, "tenantId", "AADTenantId"),
    error_code: code === null || /^(0|success)$/i.test(code) ? null : code,
    city: textAt(body, "location.city", "locationDetails.city"),
    country:
      textAt(body, "location.countryOrRegion", "locationDetails.countryOrRegion") ??
      place,
    client_app: textAt(body, "clientAppUsed"),
    protocol: textAt(body, "authenticationProtocol"),
    requirement: textAt(body, "authenticationRequirement"),
    conditional_access: textAt(body, "conditionalAccessStatus"),
    interactive: contentAt(body, "isInteractive"),
    risk: textAt(body, "riskLevelDuringSignIn"),
    risk_state: textAt(body, "riskState"),
    os: textAt(body, "deviceDetail.operatingSystem"),
    browser: textAt(body, "deviceDetail.browser"),
  };
}
