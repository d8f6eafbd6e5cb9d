import type { Change, Outcome } from "@/lib/entries/model";
import { changesBetween, pointerTo } from "@/lib/ingest/changes";
import { type ActorDraft, onlyRecord, type TargetDraft } from "@/lib/ingest/draft";
import { objectAt, textAt, valueAt, wordIn } from "@/lib/ingest/lookup";
import type { MapResult, SourceMapper } from "@/lib/ingest/model";
import { isDuoActivity, mapDuoActivity } from "@/lib/ingest/sources/duo-activity";
import { failure } from "@/lib/kit/result";
import type { JsonObject } from "@/lib/proof/json-value";

/**
 * Duo Admin API: authentication logs (v1, v2), administrator logs, activity logs (v2).
 */
export const duo: SourceMapper = {
  source: "duo",
  vendor: "duo",
  aliases: ["duo_security", "cisco_duo"],
  map: mapDuo,
};

const outcomes: Record<string, Outcome> = {
  success: "success",
  denied: "denied",
  fraud: "denied",
  failure: "failed",
  error: "failed",
};

const targetTypes: Record<string, string> = {
  bypass: "user",
  application: "integration",
};

function mapDuo(record: JsonObject): MapResult {
  if (isDuoActivity(record)) return mapDuoActivity(record);
  if (textAt(record, "result") !== null) return mapAuthentication(record);
  if (textAt(record, "action") !== null) return mapAdministration(record);
  const detail =
    "a Duo record has an action (administrator) or a result (authentication)";
  return failure({ pointer: "/action", detail });
}

function mapAuthentication(record: JsonObject): MapResult {
  const name = textAt(record, "user.name", "username");
  const application = textAt(record, "application.name", "integration");
  const key = textAt(record, "application.key", "ikey");
  const device = textAt(record, "auth_device.name", "device");
  const reason = textAt(record, "reason");
  return onlyRecord({
    vendor: "duo",
    action: textAt(record, "event_type", "eventtype") ?? "authentication",
    category: "authentication",
    occurred: timeOf(record),
    actor: {
      type: "user",
      id: textAt(record, "user.key"),
      email: textAt(record, "email") ?? emailIn(name),
      name: name ?? "unknown",
    },
    targets: [
      application || key ? { type: "application", id: key, name: application } : null,
    ],
    outcome: wordIn(outcomes, (textAt(record, "result") ?? "").toLowerCase()) ?? "failed",
    reason,
    address: textAt(record, "access_device.ip", "ip"),
    metadata: {
      factor: textAt(record, "factor"),
      result: textAt(record, "result"),
      auth_device: device,
      auth_device_ip: textAt(record, "auth_device.ip"),
      os: textAt(record, "access_device.os"),
      browser: textAt(record, "access_device.browser"),
      city: textAt(record, "access_device.location.city", "location.city"),
      country: textAt(record, "access_device.location.country", "location.country"),
    },
    record,
    recordId: textAt(record, "txid"),
  });
}

function mapAdministration(record: JsonObject): MapResult {
  const action = textAt(record, "action") ?? "";
  const details = objectAt(record, "description") ?? {};
  const changes = changesOf(action, details);
  const isSignIn = /^admin_(login|2fa|lockout)/.test(action);
  const prose = Object.keys(details).length === 0 ? textAt(record, "description") : null;
  return onlyRecord({
    vendor: "duo",
    action,
    category: isSignIn ? "authentication" : undefined,
    occurred: timeOf(record),
    actor: actorOf(record, details),
    targets: [targetOf(record, action)],
    outcome: outcomeOf(action),
    reason: textAt(details, "error", "message") ?? (prose === "{}" ? null : prose),
    changes,
    address: textAt(details, "ip_address"),
    metadata: {
      details: changes.length > 0 || Object.keys(details).length === 0 ? null : details,
      host: textAt(record, "host"),
    },
    record,
    recordId: null,
  });
}

function timeOf(record: JsonObject) {
  const seconds = valueAt(record, "timestamp");
  return typeof seconds === "number"
    ? seconds
    : (valueAt(record, "isotimestamp") ?? seconds ?? valueAt(record, "p_event_time"));
}

function actorOf(record: JsonObject, details: JsonObject): ActorDraft {
  const name = textAt(record, "username");
  if (name === null || name === "System") return { type: "system", name: "Duo" };
  if (name === "API") return { type: "api_key", name };
  const signedIn = /^admin_(login|2fa)/.test(textAt(record, "action") ?? "");
  const email = signedIn ? textAt(details, "email") : null;
  return { type: "user", email: email ?? emailIn(name), name };
}

function targetOf(record: JsonObject, action: string): TargetDraft | null {
  const name = textAt(record, "object");
  if (name === null) return null;
  const noun = action.split("_")[0] ?? "";
  const type = wordIn(targetTypes, noun) ?? noun;
  return { type: type === "" ? "record" : type, name };
}

function outcomeOf(action: string): Outcome {
  if (/lockout/.test(action)) return "denied";
  return /error|fail/.test(action) ? "failed" : "success";
}

/** Duo tells only what a field was set to, so these changes have no former value. */
function changesOf(action: string, details: JsonObject): Change[] {
  if (!/(^|_)(update|create)(_|$)/.test(action)) return [];
  return Object.entries(details).flatMap(([name, value]) =>
    changesBetween(pointerTo(name), undefined, value),
  );
}

function emailIn(text: string | null): string | null {
  return text?.includes("@") ? text : null;
}
