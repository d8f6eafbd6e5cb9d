import type { Filter } from "@/lib/entries/filter";
import { parseFreeText } from "@/lib/entries/free-text";
import type { Entry } from "@/lib/entries/model";
import { createPredicate } from "@/lib/entries/predicate";
import {
  countNewer,
  findEntry,
  findPage,
  listPage,
  type Page,
  positionOf,
  type Selection,
} from "@/lib/entries/queries";
import { firstNameOf } from "@/lib/portal/names";
import { isHidden } from "@/lib/portal/projection";
import type { Reader } from "@/lib/portal/queries";
import { hideCategories, portalPageSize } from "@/lib/portal/view";
import { openReading } from "@/lib/results/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { countSelection, listFacets } from "@/lib/segments/queries";

export type PortalPage = {
  entries: Entry[];
  total: number;
  newerCursor: number | null;
  olderCursor: number | null;
  /** A search reads every entry of its range: past so many it asks for a shorter one. */
  isTooWide: boolean;
};

type Place = { before: number | null; after: number | null };

/** What a search reads at most. */
export const searchedMax = 10_000;
const readAtOnce = 500;

export async function listPortalPage(
  reader: Reader,
  selection: Selection,
  place: Place,
): Promise<PortalPage> {
  const visible = hideIn(reader, selection);
  if (visible.filter.q === null) return listUnsearched(reader, visible, place);
  const found = await searchProjected(reader, visible);
  if (found === null) return { ...nothing, isTooWide: true };
  return cutPage(found, place);
}

const nothing = { entries: [], total: 0, newerCursor: null, olderCursor: null };

function hideIn({ choices }: Reader, { filter, range }: Selection): Selection {
  return { filter: hideCategories(filter, choices), range };
}

async function listUnsearched(
  { scope, project }: Reader,
  selection: Selection,
  { before, after }: Place,
): Promise<PortalPage> {
  const isBackwards = after !== null;
  const page: Page = {
    limit: portalPageSize,
    order: isBackwards ? "asc" : "desc",
    cursor: isBackwards ? after : before,
    offset: 0,
  };
  const { filter } = selection;
  const { entries, total, newerCount } = await readInScope(scope, async (tx) => {
    const reading = await openReading(tx, scope, selection);
    const found = await findPage(reading, filter, page);
    const newest = isBackwards ? found.entries.at(-1) : found.entries[0];
    const position = newest && positionOf(scope, newest);
    const newerCount =
      position === undefined ? 0 : await countNewer(reading, filter, position);
    return { ...found, newerCount };
  });
  const shown = (isBackwards ? entries.reverse() : entries).map(project);
  const newest = shown[0];
  const oldest = shown.at(-1);
  if (!newest || !oldest) return { ...nothing, total, isTooWide: false };
  const olderCount = total - newerCount - shown.length;
  return {
    entries: shown,
    total,
    newerCursor: newerCount > 0 ? newest.sidx : null,
    olderCursor: olderCount > 0 ? oldest.sidx : null,
    isTooWide: false,
  };
}

/**
 * The words are looked for in what is shown, never in what is stored: the index only says
 * where it is worth looking. How much may be searched goes by the range alone, so that the
 * answer tells nothing of hidden texts. Null past that; else every match, newest first.
 */
async function searchProjected(
  reader: Reader,
  { filter, range }: Selection,
): Promise<Entry[] | null> {
  const { scope } = reader;
  const unsearched = { filter: { ...filter, q: null }, range };
  if ((await countSelection(scope, unsearched)) > searchedMax) return null;
  const matches: Entry[] = [];
  for await (const entry of streamMatches(reader, { filter, range })) matches.push(entry);
  return matches;
}

async function* streamMatches(
  { scope, project }: Reader,
  { filter, range }: Selection,
): AsyncGenerator<Entry> {
  const likely = { filter: { ...filter, q: keepWanted(filter.q) }, range };
  const isMatch = matchProjected(filter);
  let cursor: number | null = null;
  for (;;) {
    const page: Page = { limit: readAtOnce, order: "desc", cursor, offset: 0 };
    const { entries, hasMore } = await listPage(scope, likely, page);
    yield* entries.map(project).filter(isMatch);
    const last = entries.at(-1);
    if (!last || !hasMore) return;
    cursor = positionOf(scope, last);
  }
}

/** Whether an entry, as it is shown, holds what the filter's text asks for. */
export function matchProjected({ q }: Filter): (entry: Entry) => boolean {
  const everywhere = { from: null, to: null };
  const range = { kind: "relative", token: "all" } as const;
  return createPredicate({ q, range, terms: {}, by: "recorded", upto: null }, everywhere);
}

/** What must not be there may be in a hidden text alone, so the index is not asked for it. */
export function keepWanted(q: string | null): string | null {
  const { has } = parseFreeText(q ?? "");
  return has.length === 0 ? null : has.map((word) => `"${word}"`).join(" ");
}

function cutPage(found: Entry[], { before, after }: Place): PortalPage {
  const isBelow = (entry: Entry) => before === null || entry.sidx < before;
  const start =
    after === null
      ? Math.max(0, found.findIndex(isBelow))
      : Math.max(0, found.filter(({ sidx }) => sidx > after).length - portalPageSize);
  const isPast = before !== null && !found.some(isBelow);
  const entries = isPast ? [] : found.slice(start, start + portalPageSize);
  const isOlder = !isPast && start + entries.length < found.length;
  return {
    entries,
    total: found.length,
    newerCursor: start > 0 && entries[0] ? entries[0].sidx : null,
    olderCursor: isOlder ? (entries.at(-1)?.sidx ?? null) : null,
    isTooWide: false,
  };
}

/** How many entries a selection shows; null where its search is too wide. */
export async function countShown(
  reader: Reader,
  selection: Selection,
): Promise<number | null> {
  const visible = hideIn(reader, selection);
  if (visible.filter.q === null) return countSelection(reader.scope, visible);
  return (await searchProjected(reader, visible))?.length ?? null;
}

/** What a file holds of a selection: the rows its pages would show. */
export function projectRows({ choices, project }: Reader, selection: Selection) {
  const { filter, range } = selection;
  const likely = { ...hideCategories(filter, choices), q: keepWanted(filter.q) };
  const isWanted = matchProjected(filter);
  return { selection: { filter: likely, range }, project, isWanted };
}

/** An entry as it is stored and as it is shown; null where its client does not see it. */
export async function findShownEntry(
  { scope, choices, project }: Reader,
  id: string,
): Promise<{ entry: Entry; shown: Entry } | null> {
  const entry = await findEntry(scope, id);
  if (!entry || isHidden(choices, entry)) return null;
  return { entry, shown: project(entry) };
}

export type Named = { value: string; label: string };
const peopleMax = 40;

/** Whom one can ask for, as far as they are named. */
export async function listPeopleShown(
  reader: Reader,
  { range, filter }: Selection,
): Promise<Named[]> {
  const { scope, choices } = reader;
  if (choices.staffNames === "role") return [];
  const own = hideCategories({ ...filter, q: null, terms: {} }, choices);
  const [facet] = await listFacets(scope, { filter: own, range }, ["actor"], peopleMax);
  return (facet?.values ?? []).flatMap(({ value, label }) => {
    if (value.includes("@") || value === "system" || label === null) return [];
    const isMail = label.includes("@") && choices.staffNames !== "full";
    const name = choices.staffNames === "full" ? label : firstNameOf(label);
    return isMail ? [] : [{ value, label: name }];
  });
}
