import { checkedEvent } from "@/lib/ingest/checked-event";
import { jsonOrText } from "@/lib/ingest/lookup";
import type { MapResult } from "@/lib/ingest/model";
import type { Column } from "@/lib/ingest/sources/csv-columns";
import { failure, success } from "@/lib/kit/result";
import type { JsonObject } from "@/lib/proof/json-value";

const marks = ["index", "recorded_at", "action", "actor_type", "hash"];

/** The header of `entries.csv`, the file of a bundle and of a raw CSV export. */
export function isCustodyCsv(columns: Column[]): boolean {
  return marks.every((mark) => columns.some(({ name }) => name === mark));
}

/** A claim stays the claim; without one, when the other log got it. */
export function mapCustodyRow(record: JsonObject, columns: Column[]): MapResult {
  const raw = new Map(columns.map(({ name }) => [name, record[name]]));
  const text = (name: string) => {
    const cell = raw.get(name);
    return typeof cell === "string" && cell !== "" ? cell : undefined;
  };
  const json = (name: string) => {
    const cell = text(name);
    return cell === undefined ? undefined : jsonOrText(cell);
  };
  if (text("action") === undefined) {
    return failure({ pointer: "/action", detail: 'column "action" is empty' });
  }
  const event = {
    action: text("action"),
    category: text("category"),
    outcome: text("outcome"),
    reason: text("reason"),
    occurred_at: text("occurred_at") ?? text("recorded_at"),
    actor: part({
      type: text("actor_type"),
      id: text("actor_id"),
      name: text("actor_name"),
      email: text("actor_email"),
    }),
    target: part({
      type: text("target_type"),
      id: text("target_id"),
      name: text("target_name"),
    }),
    client: text("client_id"),
    context: part({ ip: text("ip"), user_agent: text("user_agent") }),
    changes: json("changes"),
    request: json("request"),
    response: json("response"),
    metadata: json("metadata"),
  };
  const result = checkedEvent(part(event) ?? {});
  if (!result.ok) return result;
  const recordId = text("id") ?? null;
  return success([
    { event: result.value, vendor: "custody", vendorRecord: record, recordId },
  ]);
}

function part(fields: Record<string, unknown>): Record<string, unknown> | undefined {
  const filled = Object.entries(fields).filter(([, value]) => value !== undefined);
  return filled.length === 0 ? undefined : Object.fromEntries(filled);
}
