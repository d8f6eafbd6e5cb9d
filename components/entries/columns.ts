import type { ColumnName } from "@/lib/preferences/columns";

/** The columns a reader may choose from: their words, and their width on a desktop. */
export const columns: Record<ColumnName, { name: string; width: string }> = {
  when: { name: "When", width: "w-26" },
  who: { name: "Who", width: "w-[12%]" },
  action: { name: "Action", width: "w-[13%]" },
  entity: { name: "Entity", width: "w-[15%]" },
  client: { name: "Client", width: "w-36" },
  changes: { name: "What changed", width: "" },
  ip: { name: "IP", width: "w-31" },
  outcome: { name: "Outcome", width: "w-22" },
  source: { name: "Source", width: "w-28" },
  session: { name: "Session", width: "w-32" },
  request: { name: "Request", width: "w-32" },
  number: { name: "Number", width: "w-24" },
};
