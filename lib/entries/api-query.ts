import type { FieldError } from "@/lib/kit/errors";
import { failure, type Result, success } from "@/lib/kit/result";
import { isZone } from "@/lib/kit/zone";
import { fieldNames, fields } from "./fields";
import type { Filter } from "./filter";
import { filterNames, parseFilter } from "./filter-codec";
import { type Problem, parsePosition, readParameters } from "./parameters";

export type Order = "desc" | "asc";

/** The query of GET /api/v1/audit-logs (spec/contract.md, HTTP API). */
export type ApiQuery = {
  filter: Filter;
  limit: number;
  offset: number;
  /** A position to go on from, exclusive, in the direction of `order`. */
  cursor: number | null;
  order: Order;
  /** The zone in which a bare date begins and ends. */
  zone: string;
};

export const apiLimits = { limitDefault: 100, limitMax: 1000 } as const;

const defaultRange = "all";
const pagingNames = ["limit", "offset", "cursor", "order", "tz"];

/** Every name the API takes, with the canonical one it stands for. */
export const apiNames: ReadonlyMap<string, string> = new Map([
  ...[...filterNames, ...pagingNames].map((name) => [name, name] as const),
  ["start", "from"],
  ["end", "to"],
  ...fieldNames.flatMap((name) => {
    const { alias } = fields[name];
    return alias === null ? [] : [[alias, name] as const];
  }),
]);

/** A program cannot see a notice: what a page would ignore and name is refused here. */
export function parseApiQuery(params: URLSearchParams): Result<ApiQuery, FieldError[]> {
  const reader = readParameters(params, (name) => apiNames.get(name) ?? null);
  for (const [name, value] of params) {
    if (value === "" && apiNames.has(name)) reader.refuse({ name, value }, "is empty");
  }
  const limit = reader.read(
    "limit",
    parseLimit,
    `is not a number from 1 to ${apiLimits.limitMax}`,
  );
  const query: ApiQuery = {
    filter: parseFilter(reader, defaultRange),
    limit: limit ?? apiLimits.limitDefault,
    offset: reader.read("offset", parsePosition, "is not a number of entries") ?? 0,
    cursor: reader.read("cursor", parsePosition, "is not a cursor of this log"),
    order: reader.read("order", parseOrder, "is not one of desc, asc") ?? "desc",
    zone:
      reader.read("tz", parseZone, "is not a time zone such as Europe/Berlin") ?? "UTC",
  };
  const offset = reader.find("offset");
  if (offset && query.offset > 0 && query.cursor !== null) {
    reader.refuse(offset, "cannot stand beside a cursor");
  }
  if (reader.problems.length > 0) return failure(reader.problems.map(describeProblem));
  return success(query);
}

/** A JSON pointer leads into a body; a question mark says that this one does not. */
function describeProblem({ name, value, why }: Problem): FieldError {
  const shown = value.length > 100 ? `${value.slice(0, 100)}…` : value;
  return { pointer: `?${name}`, detail: `"${shown}" ${why}` };
}

function parseLimit(text: string): number | null {
  const limit = parsePosition(text);
  return limit !== null && limit >= 1 && limit <= apiLimits.limitMax ? limit : null;
}

function parseOrder(text: string): Order | null {
  return text === "desc" || text === "asc" ? text : null;
}

function parseZone(text: string): string | null {
  return isZone(text) ? text : null;
}
