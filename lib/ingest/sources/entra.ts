import { textAt } from "@/lib/ingest/lookup";
import type { MapResult, SourceMapper } from "@/lib/ingest/model";
import { mapEntraAudit } from "@/lib/ingest/sources/entra-audit";
import { entraBody } from "@/lib/ingest/sources/entra-body";
import { mapEntraSignIn } from "@/lib/ingest/sources/entra-sign-in";
import { failure } from "@/lib/kit/result";
import type { JsonObject } from "@/lib/proof/json-value";

/** Sign-in and audit logs as Graph, Azure Monitor and Log Analytics send them. */
export const entra: SourceMapper = {
  source: "entra",
  vendor: "entra",
  aliases: ["entra_id", "azure", "azure_ad", "azuread", "aad", "microsoft_entra"],
  map: mapEntra,
};

function mapEntra(record: JsonObject): MapResult {
  const body = entraBody(record);
  const category = textAt(record, "category") ?? textAt(record, "Type") ?? "";
  const activity = textAt(body, "activityDisplayName", "operationName");
  const isAudit = textAt(body, "activityDisplayName") !== null || "initiatedBy" in body;
  const signsIn =
    /sign-?in/i.test(category) ||
    /^sign-in activity$/i.test(activity ?? "") ||
    (activity === null && textAt(body, "createdDateTime") !== null);
  if (signsIn && !isAudit) return mapEntraSignIn(record, body);
  if (activity !== null) return mapEntraAudit(record, body);
  const detail =
    "an Entra record has an activityDisplayName, an operationName or a createdDateTime";
  return failure({ pointer: "/activityDisplayName", detail });
}
