import Papa from "papaparse";
import type { CheckedEntry } from "@/lib/exports/exported-row";
import type { RowFormat } from "@/lib/exports/row-format";
import { formulaStart } from "@/lib/proof/bundle-csv";
import { formatCanonical } from "@/lib/proof/canonical";
import type { JsonValue } from "@/lib/proof/json-value";

type Column = { name: string; read: (entry: CheckedEntry) => JsonValue | undefined };

const plain = (name: keyof CheckedEntry): Column => ({
  name,
  read: (entry) => entry[name] as JsonValue | undefined,
});

const ofActor = (name: "type" | "id" | "name" | "email" | "role"): Column => ({
  name: `actor_${name}`,
  read: ({ actor }) => actor[name],
});

const ofTarget = (name: "type" | "id" | "name" | "url"): Column => ({
  name: `target_${name}`,
  read: ({ target }) => target?.[name],
});

const ofContext = (name: "ip" | "user_agent" | "session_id" | "request_id"): Column => ({
  name,
  read: ({ context }) => context[name],
});

/** Every field of an entry, in the order of the JSON; nothing is summarized. */
const columns: Column[] = [
  plain("id"),
  plain("idx"),
  plain("client"),
  plain("sidx"),
  plain("recorded_at"),
  plain("occurred_at"),
  plain("action"),
  plain("category"),
  plain("verb"),
  plain("outcome"),
  plain("reason"),
  ofActor("type"),
  ofActor("id"),
  ofActor("name"),
  ofActor("email"),
  ofActor("role"),
  ofTarget("type"),
  ofTarget("id"),
  ofTarget("name"),
  ofTarget("url"),
  plain("targets"),
  plain("changes"),
  ofContext("ip"),
  ofContext("user_agent"),
  ofContext("session_id"),
  ofContext("request_id"),
  plain("request"),
  plain("response"),
  plain("metadata"),
  plain("vendor_record"),
  plain("source"),
  plain("vendor"),
  plain("key_id"),
  plain("prev_hash"),
  plain("hash"),
  plain("org_prev_hash"),
  plain("org_hash"),
  plain("erased"),
  plain("verification"),
];

const organizationOnly = new Set(["idx", "org_prev_hash", "org_hash"]);

/** `isRaw` gives every value as recorded; without it none can become a formula. */
export function createCsvFormat(isRaw: boolean, isLimited: boolean): RowFormat {
  const shown = columns.filter(({ name }) => !isLimited || !organizationOnly.has(name));
  const options = {
    quotes: true,
    header: false,
    newline: "\r\n",
    escapeFormulae: isRaw ? false : formulaStart,
  };
  const write = (rows: string[][]) => `${Papa.unparse(rows, options)}\r\n`;
  return {
    head: write([shown.map(({ name }) => name)]),
    formatRows: (entries) =>
      write(entries.map((entry) => shown.map(({ read }) => formatCell(read(entry))))),
    formatTail: () => "",
  };
}

function formatCell(value: JsonValue | undefined): string {
  if (value === undefined || value === null || isEmpty(value)) return "";
  return typeof value === "string" ? value : formatCanonical(value);
}

function isEmpty(value: JsonValue): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
