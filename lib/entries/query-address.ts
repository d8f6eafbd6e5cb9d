import { fieldNames } from "./field-names";
import { formatParameters } from "./parameters";
import type { Query } from "./query-language";
import { formatTerms } from "./terms";

const rangeNames = ["range", "from", "to"] as const;
const endNames = ["by", "upto", "n", "order", "v"] as const;

/**
 * The address of a query, with the parameters that stay as they are, for scripts: the same
 * order as the server's own addresses, without knowing what values mean.
 */
export function formatQueryAddress(
  { q, terms, frame }: Query,
  kept: Readonly<Record<string, string>>,
): string {
  const pairs: [string, string][] = q === null ? [] : [["q", q]];
  const hasRange = rangeNames.some((name) => frame[name] !== undefined);
  const given: Record<string, string | undefined> = { ...kept, ...frame };
  for (const name of rangeNames) {
    const value = hasRange ? frame[name] : kept[name];
    if (value) pairs.push([name, value]);
  }
  for (const name of fieldNames) {
    const found = terms[name];
    if (found) pairs.push([name, formatTerms(found)]);
  }
  for (const name of endNames) {
    const value = given[name];
    if (value) pairs.push([name, value]);
  }
  return formatParameters(pairs);
}
