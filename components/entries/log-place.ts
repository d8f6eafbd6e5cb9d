import { formatParameters } from "@/lib/entries/parameters";

/** The address of the list with one parameter changed, in the order addresses have. */
export function placeWith(
  path: string,
  params: URLSearchParams,
  change: { e: string | null },
): string {
  const view = params.get("v");
  const pairs = [...params].filter(([name]) => name !== "e" && name !== "v");
  if (change.e !== null) pairs.push(["e", change.e]);
  if (view !== null) pairs.push(["v", view]);
  const query = formatParameters(pairs);
  return query === "" ? path : `${path}?${query}`;
}
