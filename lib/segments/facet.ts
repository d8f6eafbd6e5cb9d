import { type FieldName, fields, internalClient } from "@/lib/entries/fields";
import { foldAscii } from "@/lib/entries/free-text";
import { parseNetwork } from "@/lib/entries/ip-address";
import { readActorTerm } from "@/lib/entries/predicate";
import { isUserAgentMatch, userAgentFamilies } from "@/lib/entries/user-agent";
import { type Dimension, parseActorValue } from "./dimension";
import { createMatcher } from "./matcher";

export type FacetValue = {
  /** A term of the field: what a filter says to get these entries. */
  value: string;
  /** What people call it, where that is not the value itself. */
  label: string | null;
  count: number;
  /** The filter names it, to include or to exclude it. */
  isChosen: boolean;
};

export type Facet = {
  field: FieldName;
  values: FacetValue[];
  /** Entries that have a value which is not in the list. */
  otherCount: number;
};

export type ValueCounts = ReadonlyMap<string | null, number>;

export type FacetNames = {
  /** By id. */
  clients: ReadonlyMap<string, { slug: string; name: string }>;
  /** By what a filter calls them. */
  clientIds: ReadonlyMap<string, string>;
};

type Named = { value: string; label: string | null };
type Options = { chosen: string[]; valuesMax: number; names: FacetNames };

/** The most frequent values, and the chosen ones whatever their count. */
export function describeFacet(
  field: Dimension,
  counts: ValueCounts,
  { chosen, valuesMax, names }: Options,
): Facet {
  const groups = groupCounts(field, counts, names);
  const top = [...groups.values()].sort(byCount).slice(0, valuesMax);
  const listed = new Set(top.map(({ value }) => value));
  const rest = chosen.filter((term) => !listed.has(term));
  const values = [
    ...top.map((group) => ({ ...group, isChosen: chosen.includes(group.value) })),
    ...rest.map((term) => ({
      value: term,
      label: groups.get(term)?.label ?? labelOf(field, term, names),
      count: countMatches(field, counts, { term, names }),
      isChosen: true,
    })),
  ];
  return {
    field,
    values,
    otherCount: countOthers(field, counts, { listed, rest, names }),
  };
}

/** Every value with its count, by the term that stands for it. */
export function groupCounts(
  field: Dimension,
  counts: ValueCounts,
  names: FacetNames,
): Map<string, Named & { count: number }> {
  if (field === "ua") return groupUserAgents(counts);
  const groups = new Map<string, Named & { count: number; most: number }>();
  for (const [value, count] of counts) {
    const named = nameValue(field, value, names);
    if (named === null) continue;
    const known = groups.get(named.value);
    if (!known) groups.set(named.value, { ...named, count, most: count });
    else {
      known.count += count;
      if (count > known.most) Object.assign(known, { label: named.label, most: count });
    }
  }
  return new Map(
    [...groups].map(([term, { value, label, count }]) => [term, { value, label, count }]),
  );
}

function byCount(one: FacetValue | Counted, other: FacetValue | Counted): number {
  return other.count - one.count || (one.value < other.value ? -1 : 1);
}

type Counted = Named & { count: number };

function countMatches(
  field: Dimension,
  counts: ValueCounts,
  { term, names }: { term: string; names: FacetNames },
): number {
  const isMatch = createMatcher(field, term, names.clientIds);
  let sum = 0;
  for (const [value, count] of counts) if (isMatch(value)) sum += count;
  return sum;
}

function countOthers(
  field: Dimension,
  counts: ValueCounts,
  { listed, rest, names }: { listed: Set<string>; rest: string[]; names: FacetNames },
): number {
  const others = rest.map((term) => createMatcher(field, term, names.clientIds));
  let sum = 0;
  for (const [value, count] of counts) {
    const isListed = listTerms(field, value, names).some((term) => listed.has(term));
    const isAbsent = value === null && field !== "client";
    if (!isListed && !isAbsent && !others.some((isMatch) => isMatch(value))) sum += count;
  }
  return sum;
}

function listTerms(field: Dimension, value: string | null, names: FacetNames): string[] {
  if (field === "ua") return value === null ? [] : listUserAgentTerms(value);
  const named = nameValue(field, value, names);
  return named === null ? [] : [named.value];
}

function nameValue(
  field: Dimension,
  value: string | null,
  names: FacetNames,
): Named | null {
  if (field === "client") return nameClient(value, names);
  if (value === null) return null;
  if (field === "actor") return nameActor(value);
  if (field === "ip") return { value: spellAddress(value), label: null };
  const label = fields[field].describe(value);
  return { value, label: label === value ? null : label };
}

function nameClient(id: string | null, { clients }: FacetNames): Named | null {
  if (id === null) return { value: internalClient, label: "Internal" };
  const client = clients.get(id);
  return client ? { value: client.slug, label: client.name } : null;
}

/** Null for who has neither id nor address, or one that a filter would read otherwise. */
function nameActor(value: string): Named | null {
  const { type, id, email, name } = parseActorValue(value);
  if (type === "system") return { value: "system", label: "System" };
  const term = id ?? (email === null ? null : foldAscii(email));
  if (term === null || term === "" || readActorTerm(term).kind !== "person") return null;
  const label = name ?? email;
  return { value: term, label: label === term ? null : label };
}

function labelOf(field: Dimension, term: string, names: FacetNames): string | null {
  const id = field === "client" ? names.clientIds.get(term) : undefined;
  const label =
    id === undefined ? fields[field].describe(term) : nameClient(id, names)?.label;
  return label === undefined || label === term ? null : label;
}

function spellAddress(ip: string): string {
  return parseNetwork(ip)?.text.replace(/\/\d+$/, "") ?? ip;
}

function groupUserAgents(counts: ValueCounts): Map<string, Counted> {
  const groups = new Map<string, Counted>();
  for (const [value, count] of counts) {
    for (const term of value === null ? [] : listUserAgentTerms(value)) {
      const known = groups.get(term);
      if (known) known.count += count;
      else groups.set(term, { value: term, label: fields.ua.describe(term), count });
    }
  }
  for (const group of groups.values()) group.count = countUserAgent(counts, group.value);
  return groups;
}

function countUserAgent(counts: ValueCounts, term: string): number {
  let sum = 0;
  for (const [value, count] of counts) if (isUserAgentMatch(value, term)) sum += count;
  return sum;
}

/** Its families, or the tool's own name before the first slash. */
function listUserAgentTerms(userAgent: string): string[] {
  const families = userAgentFamilies.filter((one) => isUserAgentMatch(userAgent, one));
  if (families.length > 0) return families;
  const [, tool] = /^([A-Za-z][\w.-]{1,40})\//.exec(userAgent) ?? [];
  return tool && tool !== "Mozilla" ? [foldAscii(tool)] : [];
}
