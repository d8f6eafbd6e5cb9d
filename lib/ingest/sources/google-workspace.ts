import type { MappedRecord } from "@/lib/entries/model";
import { type ActorDraft, mappedRecord } from "@/lib/ingest/draft";
import { objectAt, objectsAt, textAt, valueAt } from "@/lib/ingest/lookup";
import type { MapResult, SourceMapper } from "@/lib/ingest/model";
import {
  googleChanges,
  googleOutcome,
  googleParameters,
  googleTargets,
} from "@/lib/ingest/sources/google-parameters";
import { failure, success } from "@/lib/kit/result";
import type { JsonObject } from "@/lib/proof/json-value";

/** Reports API activities, whole or flattened to one event a record. */
export const googleWorkspace: SourceMapper = {
  source: "google_workspace",
  vendor: "google_workspace",
  aliases: ["google", "gworkspace", "gsuite", "google_workspace_reports"],
  map: mapGoogle,
};

const reasonNames = ["login_failure_type", "failure_type", "saml_status_code"];

function mapGoogle(record: JsonObject): MapResult {
  if (record.events === undefined) return mapEvents(record, [record]);
  const events = objectsAt(record, "events");
  if (events.length > 0) return mapEvents(record, events);
  return failure({ pointer: "/events", detail: "the activity lists no events" });
}

function mapEvents(record: JsonObject, events: JsonObject[]): MapResult {
  const mapped: MappedRecord[] = [];
  for (const [index, event] of events.entries()) {
    const action = textAt(event, "name", "type");
    if (action === null) {
      const pointer = event === record ? "/name" : `/events/${index}/name`;
      return failure({ pointer, detail: "a Google Workspace event has a name" });
    }
    const one = mapEvent(record, event, { action, index });
    if (!one.ok) return one;
    mapped.push(one.value);
  }
  return success(mapped);
}

function mapEvent(
  record: JsonObject,
  event: JsonObject,
  { action, index }: { action: string; index: number },
) {
  const parameters = googleParameters(event);
  const application = textAt(record, "id.applicationName");
  const isSignIn = application === "login" || application === "saml";
  const outcome = googleOutcome(parameters, action);
  return mappedRecord({
    vendor: "google_workspace",
    action,
    category: isSignIn ? "authentication" : undefined,
    occurred: valueAt(record, "id.time") ?? valueAt(record, "p_event_time"),
    actor: actorOf(record),
    targets: googleTargets(parameters),
    outcome,
    reason: outcome === "success" ? null : textAt(parameters, ...reasonNames),
    changes: googleChanges(parameters, action),
    address: textAt(record, "ipAddress"),
    userAgent: textAt(parameters, "user_agent"),
    metadata: {
      application,
      event_type: textAt(event, "type"),
      customer: textAt(record, "id.customerId"),
      owner_domain: textAt(record, "ownerDomain"),
      parameters: Object.keys(parameters).length === 0 ? null : parameters,
    },
    record: event === record ? record : { ...record, events: [event] },
    recordId: event === record ? null : recordIdOf(record, index),
  });
}

/** Flattened records share one id between events, so only whole activities have ids. */
function recordIdOf(record: JsonObject, index: number): string | null {
  const qualifier = textAt(record, "id.uniqueQualifier");
  const time = textAt(record, "id.time");
  return qualifier === null || time === null ? null : `${qualifier}:${time}:${index}`;
}

function actorOf(record: JsonObject): ActorDraft {
  const actor = objectAt(record, "actor") ?? {};
  const email = textAt(actor, "email");
  const id = textAt(actor, "profileId");
  const key = textAt(actor, "key");
  if (textAt(actor, "callerType") === "KEY" || (email === null && key !== null)) {
    return { type: "api_key", id, name: key ?? email };
  }
  if (email === null && id === null) return { type: "system", name: "Google Workspace" };
  return { type: "user", id, email, name: email };
}
