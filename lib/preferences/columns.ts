export const columnNames = [
  "when",
  "who",
  "action",
  "entity",
  "client",
  "changes",
  "ip",
  "outcome",
  "source",
  "session",
  "request",
  "number",
] as const;
export type ColumnName = (typeof columnNames)[number];

export function formatColumns(names: readonly ColumnName[]): string {
  return names.join(",");
}
