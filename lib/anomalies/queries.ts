import { TZDate } from "@date-fns/tz";
import type { Scope } from "@/lib/access/model";
import type { Entry } from "@/lib/entries/model";
import { listPage, type Selection } from "@/lib/entries/queries";
import type { ResolvedRange } from "@/lib/entries/range";
import { countSelection, listFacets } from "@/lib/segments/queries";
import { beforeDays, latelyDays, type Periods } from "./days";
import {
  type Arrival,
  createFilter,
  type Frequency,
  goodSignIns,
  groupSignIns,
  type Hour,
  newestOf,
  type SignIn,
} from "./model";
import { networkOf } from "./network";

const signInsMax = 1000;
const arrivalsMax = 25;
const peopleMax = 12;
const habitMax = 400;
const hoursApart = 1;
const verbs = ["delete", "export", "permission"] as const;

/** The newest sign-ins of people that meet the conditions, with an address or without. */
export async function listSignIns(
  scope: Scope,
  asked: Parameters<typeof createFilter>[0],
  range: ResolvedRange,
  limit = signInsMax,
): Promise<SignIn[]> {
  const page = { limit, order: "desc" as const, cursor: null, offset: 0 };
  const selection = { filter: createFilter(asked), range };
  const { entries } = await listPage(scope, selection, page);
  return entries.flatMap((entry) => describeSignIn(entry) ?? []);
}

function describeSignIn({ actor, recorded_at, context }: Entry): SignIn | null {
  const actorId = actor.id ?? actor.email;
  if (actorId === null || actor.type !== "user") return null;
  const actorName = actor.name ?? actor.email ?? actorId;
  return { at: recorded_at, actorId, actorName, ip: context.ip };
}

/** Where people were let in from, and how often they were before; the newest ones. */
export async function listArrivals(
  scope: Scope,
  signIns: SignIn[],
  { before }: Periods,
): Promise<Arrival[]> {
  const groups = groupSignIns(signIns, ({ actorId, ip }) => {
    const network = ip === null ? null : networkOf(ip);
    return network === null ? null : `${network} ${actorId}`;
  });
  return Promise.all(
    [...groups].slice(0, arrivalsMax).map(async ([key, group]) => {
      const [network = ""] = key.split(" ");
      const actor = [group[0]?.actorId ?? ""];
      const select = (asked: object): Selection => ({
        filter: createFilter({ ...goodSignIns, actor, ...asked }),
        range: before,
      });
      return {
        signIns: group,
        network,
        fromHereBefore: await countSelection(scope, select({ ip: [network] })),
        before: await countSelection(scope, select({})),
      };
    }),
  );
}

/** The hours at which people were let in, beside those they usually come at. */
export async function listHours(
  scope: Scope,
  signIns: SignIn[],
  { before }: Periods,
  zone: string,
): Promise<Hour[]> {
  const people = groupSignIns(signIns, ({ actorId }) => actorId);
  const found = await Promise.all(
    [...people].slice(0, peopleMax).map(async ([actorId, own]) => {
      const asked = { ...goodSignIns, actor: [actorId] };
      const habit = await listSignIns(scope, asked, before, habitMax);
      const usual = habit.map(({ at }) => hourOf(at, zone));
      const byHour = groupSignIns(own, ({ at }) => String(hourOf(at, zone)));
      return [...byHour.values()].map((group) => {
        const hour = hourOf(newestOf(group), zone);
        const atThisHourBefore = usual.filter((one) => isNear(one, hour)).length;
        return { signIns: group, hour, atThisHourBefore, before: usual.length };
      });
    }),
  );
  return found.flat();
}

function hourOf(at: string, zone: string): number {
  return new TZDate(at, zone).getHours();
}

function isNear(one: number, other: number): boolean {
  const apart = Math.abs(one - other);
  return Math.min(apart, 24 - apart) <= hoursApart;
}

/** How often those who did most of it did what can do harm, lately and before. */
export async function listFrequencies(
  scope: Scope,
  { lately, before }: Periods,
): Promise<Frequency[]> {
  const found = await Promise.all(
    verbs.map(async (verb) => {
      const filter = createFilter({ verb: [verb] });
      const count = async (range: ResolvedRange) => {
        const selection = { filter, range };
        const [actors] = await listFacets(scope, selection, ["actor"], habitMax);
        return (actors?.values ?? []).filter(({ value }) => value !== "system");
      };
      const [recent, earlier] = await Promise.all([count(lately), count(before)]);
      const known = new Map(earlier.map(({ value, count: sum }) => [value, sum]));
      return recent.slice(0, peopleMax).map(({ value, label, count: sum }) => ({
        actorId: value,
        actorName: label ?? value,
        verb,
        lately: sum,
        before: known.get(value) ?? 0,
        latelyDays,
        beforeDays,
      }));
    }),
  );
  return found.flat();
}
