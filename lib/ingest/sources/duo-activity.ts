import { changesBetween } from "@/lib/ingest/changes";
import { onlyRecord, type TargetDraft } from "@/lib/ingest/draft";
import { contentAt, objectAt, textAt, valueAt } from "@/lib/ingest/lookup";
import type { MapResult } from "@/lib/ingest/model";
import { isJsonObject, type JsonObject } from "@/lib/proof/json-value";

export function isDuoActivity(record: JsonObject): boolean {
  return isJsonObject(record.action) && textAt(record, "action.name") !== null;
}

/** `old_target.details` and `target.details` are the object before and after, as JSON. */
export function mapDuoActivity(record: JsonObject): MapResult {
  const name = textAt(record, "actor.name");
  const result = textAt(record, "outcome.result");
  const kind = textAt(record, "actor.type");
  return onlyRecord({
    vendor: "duo",
    action: textAt(record, "action.name") ?? "",
    occurred: valueAt(record, "ts"),
    actor: {
      type: kind === "system" ? "system" : kind === "api" ? "api_key" : "user",
      id: textAt(record, "actor.key"),
      email: name?.includes("@") ? name : textAt(record, "actor.details.email"),
      name: name ?? "Duo",
    },
    targets: [targetOf(record)],
    outcome: result === null || /success/i.test(result) ? "success" : "failed",
    reason: textAt(record, "outcome.reason"),
    changes: changesBetween(
      "",
      objectAt(record, "old_target.details") ?? undefined,
      objectAt(record, "target.details") ?? undefined,
    ),
    address: textAt(record, "access_device.ip.address", "access_device.ip"),
    metadata: {
      details: contentAt(record, "action.details"),
      application: textAt(record, "application.name"),
      city: textAt(record, "access_device.location.city"),
      country: textAt(record, "access_device.location.country"),
    },
    record,
    recordId: textAt(record, "activity_id"),
  });
}

function targetOf(record: JsonObject): TargetDraft | null {
  const target = objectAt(record, "target");
  if (target === null) return null;
  const type = textAt(target, "type") ?? "record";
  return { type, id: textAt(target, "key"), name: textAt(target, "name") };
}
