import type { Ctx } from "@/lib/access/model";
import type { Filter } from "@/lib/entries/filter";
import { findLogEnds } from "@/lib/entries/queries";
import { formatEdge, type ResolvedRange, resolveRange } from "@/lib/entries/range";
import { defaultView, formatView } from "@/lib/entries/view";
import { parseExportQuery } from "@/lib/exports/model";
import { AppError } from "@/lib/kit/errors";
import { formatInstant, type Instant, instantOf, parseInstant } from "@/lib/kit/time";

/** What a query of the log selects at one moment: nothing that arrives later changes it. */
export type FrozenSelection = {
  filter: Filter;
  range: ResolvedRange;
  /** The canonical query, with its `upto`. */
  query: string;
  upto: number;
  /** When the log began; null for an empty one. */
  beganAt: string | null;
};

type Wish = {
  /** What the address bar of the log says. */
  query: string;
  zone: string;
};

/** Throws `query.invalid` where a part of the query would be ignored. */
export async function findFrozen(
  { scope }: Pick<Ctx, "scope">,
  { query, zone }: Wish,
): Promise<FrozenSelection> {
  const parsed = parseExportQuery(query);
  if (!parsed.ok) {
    const errors = parsed.problems.map(({ name, value, why }) => ({
      pointer: `?${name}`,
      detail: `${name}=${value} ${why}; evidence leaves nothing out in silence`,
    }));
    throw new AppError("query.invalid", { errors });
  }
  const { head, beganAt } = await findLogEnds(scope);
  const upto = Math.min(parsed.value.filter.upto ?? head, head);
  const filter = { ...parsed.value.filter, upto };
  const range = resolveRange(filter, new Date(), zone);
  const text = formatView({ ...defaultView, filter });
  return { filter, range, query: text, upto, beganAt };
}

export type FrozenPeriod = Omit<FrozenSelection, "range"> & {
  range: { from: string; to: string };
};

/**
 * The same with both ends in its query, as times that mean the same in every zone. What has
 * no beginning begins with the log, and nothing ends later than now.
 */
export async function findFrozenPeriod(
  ctx: Pick<Ctx, "scope">,
  wish: Wish,
): Promise<FrozenPeriod> {
  const frozen = await findFrozen(ctx, wish);
  const now = formatInstant(instantOf(new Date())) ?? "";
  const { from: given, to: until } = frozen.range;
  const from = given ?? frozen.beganAt ?? now;
  const to = until === null || until > now ? now : until;
  if (from >= to) {
    const detail = "has no time in it yet";
    throw new AppError("input.invalid", { errors: [{ pointer: "/query", detail }] });
  }
  const [start, end] = [from, to].map((edge) => formatEdge(readInstant(edge)));
  const range = { kind: "absolute" as const, from: start ?? from, to: end ?? to };
  const filter = { ...frozen.filter, range };
  const query = formatView({ ...defaultView, filter });
  return { ...frozen, filter, query, range: { from, to } };
}

function readInstant(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) throw new RangeError(`${text} is no time`);
  return instant;
}
