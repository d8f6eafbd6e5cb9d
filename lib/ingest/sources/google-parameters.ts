import type { Change, Outcome } from "@/lib/entries/model";
import { changesBetween, pointerTo } from "@/lib/ingest/changes";
import type { TargetDraft } from "@/lib/ingest/draft";
import { objectAt, objectsAt, textAt, valueAt, wordIn } from "@/lib/ingest/lookup";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";

const scalarKeys = ["value", "boolValue", "intValue", "multiValue", "multiIntValue"];

/**
 * The API's `[{name, value | intValue | ...}]` as one object; flattened ones already
 * are.
 */
export function googleParameters(event: JsonObject): JsonObject {
  const flat = objectAt(event, "parameters");
  return flat ?? fromPairs(objectsAt(event, "parameters"));
}

function fromPairs(pairs: JsonObject[]): JsonObject {
  return Object.fromEntries<JsonValue>(
    pairs.flatMap((pair) => {
      const name = textAt(pair, "name");
      return name === null ? [] : [[name, pairValue(pair)]];
    }),
  );
}

function pairValue(pair: JsonObject): JsonValue {
  const scalar = scalarKeys.find((key) => Object.hasOwn(pair, key));
  if (scalar !== undefined) return pair[scalar] ?? null;
  const message = objectAt(pair, "messageValue");
  if (message !== null) return fromPairs(objectsAt(message, "parameter"));
  return objectsAt(pair, "multiMessageValue").map((one) =>
    fromPairs(objectsAt(one, "parameter")),
  );
}

const things: { type: string; id?: string; name?: string }[] = [
  { type: "document", id: "doc_id", name: "doc_title" },
  { type: "role", id: "ROLE_ID", name: "ROLE_NAME" },
  { type: "setting", name: "SETTING_NAME" },
  { type: "application", id: "client_id", name: "app_name" },
  { type: "application", id: "APP_ID", name: "APPLICATION_NAME" },
  { type: "mobile_application", id: "MOBILE_APP_PACKAGE_ID" },
  { type: "calendar", id: "calendar_id" },
  { type: "group", id: "GROUP_EMAIL" },
  { type: "user", id: "USER_EMAIL" },
  { type: "user", id: "affected_email_address" },
  { type: "user", id: "target_user" },
  { type: "user", id: "grantee_email" },
  { type: "user", id: "new_owner" },
  { type: "user", id: "email_forwarding_destination_address" },
  {
    type: "message",
    id: "message_info.rfc2822_message_id",
    name: "message_info.subject",
  },
  { type: "device", id: "DEVICE_ID" },
  { type: "rule", name: "rule_name" },
  { type: "takeout", id: "OBFUSCATED_CUSTOMER_TAKEOUT_REQUEST_ID" },
  { type: "domain", id: "DOMAIN_NAME" },
  { type: "org_unit", name: "ORG_UNIT_NAME" },
];

/** In the order of the table: the thing itself before the people it was shared with. */
export function googleTargets(parameters: JsonObject): TargetDraft[] {
  return things.flatMap(({ type, id, name }) => {
    const found = {
      id: id === undefined ? null : textAt(parameters, id),
      name: name === undefined ? null : textAt(parameters, name),
    };
    if (found.id === null && found.name === null) return [];
    const url =
      type === "document" && found.id
        ? `https://drive.google.com/open?id=${found.id}`
        : null;
    return [{ type, id: found.id, name: found.name ?? found.id, url }];
  });
}

export function googleOutcome(parameters: JsonObject, action: string): Outcome {
  if (/denied|blocked/i.test(action)) return "denied";
  if (/fail(ure|ed)?($|_)/i.test(action) && !/ATTEMPTS/.test(action)) return "failed";
  return valueAt(parameters, "event_info.success") === false ? "failed" : "success";
}

const changedFields: Record<string, string> = {
  rename: "title",
  change_user_access: "access",
  change_document_visibility: "visibility",
  change_document_access_scope: "access_scope",
  change_owner: "owner",
};

export function googleChanges(parameters: JsonObject, action: string): Change[] {
  const setting = textAt(parameters, "SETTING_NAME", "FIELD_NAME");
  const settings = changesBetween(
    pointerTo(setting ?? wordIn(changedFields, action) ?? "value"),
    side(parameters, "OLD_VALUE"),
    side(parameters, "NEW_VALUE"),
  );
  const owner = side(parameters, "new_owner");
  const ownership =
    owner === undefined ? [] : changesBetween("/owner", side(parameters, "owner"), owner);
  const former = side(parameters, "old_visibility");
  if (former === undefined) return [...settings, ...ownership];
  const visibility = changesBetween(
    "/visibility",
    former,
    side(parameters, "visibility"),
  );
  const others = settings.filter(({ path }) => path !== "/visibility");
  return [...others, ...ownership, ...visibility];
}

/** Drive wraps single values in lists; a list of one is its member. */
function side(parameters: JsonObject, name: string): JsonValue | undefined {
  const value = valueAt(parameters, name) ?? undefined;
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}
