import { entryIdPattern } from "./entry-id";
import { everything, type Filter } from "./filter";
import { filterNames, formatFilter, parseFilter } from "./filter-codec";
import {
  formatParameters,
  type Problem,
  parsePosition,
  readParameters,
} from "./parameters";

export type { Filter } from "./filter";
export type { Problem } from "./parameters";
export type { ResolvedRange } from "./range";
export type { Terms } from "./terms";

export const pageSizes = [50, 100, 200] as const;
export type PageSize = (typeof pageSizes)[number];

export const orders = ["desc", "asc"] as const;
export type Order = (typeof orders)[number];

/** What the address bar of a list says: the filter, the page of it, and what is open. */
export type View = {
  filter: Filter;
  /** Page cursors: entries before, or after, this position. At most one is set. */
  before: number | null;
  after: number | null;
  n: PageSize;
  /** By place in the log; in a chain no other order means anything. */
  order: Order;
  /** The entry open over the list. */
  e: string | null;
  /** The saved view it came from. */
  v: string | null;
};

const defaultRange = "7d";
const defaultSize: PageSize = 100;

export const defaultView: View = {
  filter: { ...everything, range: { kind: "relative", token: defaultRange } },
  before: null,
  after: null,
  n: defaultSize,
  order: "desc",
  e: null,
  v: null,
};

/** Known, but about the looks of a page: no part of a view, never named as ignored. */
export const presentationNames = ["cols", "density", "tz"] as const;

/** What only forms send; the address that means the same takes their place. */
export const inputNames = ["query", "when", "since", "until", "add", "value"] as const;
const typedTime = "is not a time such as last 36h, since tuesday or 14 nov 9:00 to 11:30";

const names = new Set<string>([
  ...filterNames,
  "before",
  "after",
  "n",
  "order",
  "e",
  "v",
  ...presentationNames,
  ...inputNames,
]);

/**
 * Reads a page's query. What is unknown or malformed is ignored and named: the page works
 * all the same, and an export can refuse. An empty value, a form's blank, is not given.
 * `without` are parameters this page does not take: its address says them already.
 */
export function parseView(
  params: URLSearchParams,
  without: readonly string[] = [],
): { view: View; ignored: Problem[] } {
  const reader = readParameters(params, (name) =>
    names.has(name) && !without.includes(name) ? name : null,
  );
  const position = "is not a position of the log";
  const sizes = `is not one of ${pageSizes.join(", ")}`;
  const filter = parseFilter(reader, defaultRange);
  const before = reader.read("before", parsePosition, position);
  const after = reader.read("after", parsePosition, position);
  if (before !== null && after !== null) {
    reader.refuse({ name: "after", value: String(after) }, "cannot stand beside before");
  }
  const when = reader.find("when");
  if (when) reader.refuse(when, typedTime);
  const view: View = {
    filter,
    before,
    after: before === null ? after : null,
    n: reader.read("n", parseSize, sizes) ?? defaultSize,
    order: reader.read("order", parseOrder, "is neither asc nor desc") ?? "desc",
    e: reader.read("e", parseEntryId, "is not the id of an entry"),
    v: reader.read("v", parseViewId, "is not the id of a saved view"),
  };
  return { view, ignored: reader.problems };
}

/** Equal views have equal texts: fixed order, defaults not written. */
export function formatView(view: View): string {
  const pairs = formatFilter(view.filter, defaultRange);
  const write = (name: string, value: string | number | null) => {
    if (value !== null) pairs.push([name, String(value)]);
  };
  write("before", view.before);
  write("after", view.after);
  write("n", view.n === defaultSize ? null : view.n);
  write("order", view.order === "desc" ? null : view.order);
  write("e", view.e);
  write("v", view.v);
  return formatParameters(pairs);
}

/** Another filter is another list: it begins at its first page, with nothing open. */
export function changeFilter(view: View, change: Partial<Filter>): View {
  const filter = { ...view.filter, ...change };
  return { ...view, filter, before: null, after: null, e: null };
}

function parseSize(text: string): PageSize | null {
  return pageSizes.find((size) => String(size) === text) ?? null;
}

function parseOrder(text: string): Order | null {
  return orders.find((order) => order === text) ?? null;
}

function parseEntryId(text: string): string | null {
  return entryIdPattern.test(text) ? text : null;
}

function parseViewId(text: string): string | null {
  return /^[A-Za-z0-9_-]{1,64}$/.test(text) ? text : null;
}
