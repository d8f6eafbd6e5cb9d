import { type Finding, type Frequency, formatSearch } from "../model";

const latelyMin = 20;
const timesUsualMin = 5;

const words: Record<Frequency["verb"], { title: string; did: string }> = {
  delete: { title: "Many deletions", did: "deleted something" },
  export: { title: "Many exports", did: "exported something" },
  permission: { title: "Many permission changes", did: "changed permissions" },
};

/** Somebody who did one kind of thing far more often than they used to. */
export function detectBursts(frequencies: Frequency[]): Finding[] {
  return frequencies.flatMap((one) => {
    const { actorId, actorName, verb, lately } = one;
    const usual = (one.before / one.beforeDays) * one.latelyDays;
    if (lately < latelyMin || lately < usual * timesUsualMin) return [];
    const { title, did } = words[verb];
    const often = usual < 1 ? "hardly ever" : `about ${Math.round(usual)} times`;
    return [
      {
        id: `burst/${verb}/${actorId}`,
        title,
        says: `${actorName} ${did} ${lately.toLocaleString("en-GB")} times in ${one.latelyDays} days. In the ${one.beforeDays} days before it was ${often} in as long a time.`,
        weight: verb === "delete" ? ("high" as const) : ("medium" as const),
        query: formatSearch({ verb: [verb], actor: [actorId] }),
        count: lately,
        at: null,
      },
    ];
  });
}
