import type { FieldName } from "./fields";
import type { Range } from "./range";
import type { Terms } from "./terms";

/** What a page, an export, a rule and the API all mean by "these entries". */
export type Filter = {
  q: string | null;
  range: Range;
  /** A field without terms is absent, never an empty list. */
  terms: Partial<Record<FieldName, Terms>>;
  /** The clock that range and order go by: the platform's, or the sender's claim. */
  by: "recorded" | "occurred";
  /** Freezes the view: no entry after this position. */
  upto: number | null;
};

export const everything: Filter = {
  q: null,
  range: { kind: "relative", token: "all" },
  terms: {},
  by: "recorded",
  upto: null,
};

/** The terms of a filter that asks for these values of each field and excludes none. */
export function includeOnly(
  asked: Partial<Record<FieldName, string[]>>,
): Filter["terms"] {
  return Object.fromEntries(
    Object.entries(asked).map(([field, include]) => [field, { include, exclude: [] }]),
  );
}
