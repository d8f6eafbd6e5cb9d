import type { JsonObject } from "@/lib/proof/json-value";

export type Column = { name: string; folded: string; cell: string };

/**
 * Header names match without case, spaces, dashes or underscores: "User ID" = user_id.
 */
export function columnsOf(record: JsonObject): Column[] {
  return Object.entries(record).map(([name, cell]) => ({
    name,
    folded: name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "_")
      .replace(/^_+|_+$/g, ""),
    cell: typeof cell === "string" ? cell.trim() : JSON.stringify(cell ?? ""),
  }));
}

export type Field = keyof typeof columnNames;

/** Each field's header names, best first: the contract's, then words people use. */
export const columnNames = {
  action: ["action", "event_name", "event", "event_type", "operation", "activity"],
  occurred: [
    "occurred_at",
    "timestamp",
    "date_time",
    "datetime",
    "event_date_time",
    "event_datetime",
    "event_time",
    "time",
    "when",
    "date",
    "created_at",
    "recorded_at",
  ],
  actorType: ["actor_type", "user_type"],
  actorId: ["actor_id", "user_id"],
  actorEmail: ["actor_email", "user_email", "email", "email_address"],
  actorName: ["actor_name", "user_name", "username"],
  actor: ["actor", "user", "who", "performed_by", "by"],
  actorRole: ["actor_role", "user_role", "role"],
  targetType: [
    "target_type",
    "resource_type",
    "entity_type",
    "object_type",
    "record_type",
  ],
  targetId: ["target_id", "resource_id", "entity_id", "object_id", "record_id"],
  targetName: ["target_name", "resource_name", "entity_name", "object_name"],
  target: ["target", "resource", "entity", "object", "record"],
  targetUrl: ["target_url", "resource_url", "entity_url"],
  client: ["client", "client_id", "client_slug", "customer", "client_name"],
  outcome: ["outcome", "status", "result"],
  reason: ["reason", "error", "error_message", "failure_reason"],
  category: ["category"],
  changes: ["changes", "diff"],
  before: ["before", "old_values"],
  after: ["after", "new_values"],
  address: ["ip", "ip_address", "source_ip", "source_ip_address", "client_ip"],
  userAgent: ["user_agent", "useragent", "request_user_agent", "browser"],
  sessionId: ["session_id", "session"],
  requestId: ["request_id", "correlation_id"],
  request: ["request"],
  response: ["response"],
  metadata: ["metadata", "details", "extra"],
  recordId: ["id", "event_id", "entry_id", "uuid", "log_id"],
} as const;

/** The filled cells of a row by field; what no field took is left over. */
export type Row = {
  cells: Partial<Record<Field, Column>>;
  rest: Column[];
};

export function rowOf(columns: Column[]): Row {
  const byName = new Map<string, Column>();
  for (const column of columns) {
    if (column.cell !== "" && !byName.has(column.folded)) {
      byName.set(column.folded, column);
    }
  }
  const cells: Row["cells"] = {};
  for (const [field, names] of Object.entries(columnNames)) {
    const name = names.find((candidate) => byName.has(candidate));
    if (name !== undefined) cells[field as Field] = byName.get(name);
  }
  const taken = new Set(Object.values(cells));
  const rest = columns.filter((column) => column.cell !== "" && !taken.has(column));
  return { cells, rest };
}
