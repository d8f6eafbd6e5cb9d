import { type Finding, formatSearch, goodSignIns, type Hour, newestOf } from "../model";

const signInsBeforeMin = 20;
const shareMax = 0.02;

/** A person let in at an hour of the day at which they hardly ever come. */
export function detectUnusualHours(hours: Hour[]): Finding[] {
  return hours.flatMap(({ signIns, hour, atThisHourBefore, before }) => {
    const [first] = signIns;
    if (!first || before < signInsBeforeMin) return [];
    if (atThisHourBefore / before > shareMax) return [];
    const clock = `${String(hour).padStart(2, "0")}:00`;
    const usual =
      atThisHourBefore === 0
        ? `None of their last ${before} sign-ins was within an hour of it.`
        : `${atThisHourBefore} of their last ${before} sign-ins were within an hour of it.`;
    return [
      {
        id: `unusual-hour/${first.actorId}/${hour}`,
        title: "Signed in at an unusual hour",
        says: `${first.actorName} was let in after ${clock}. ${usual}`,
        weight: "medium" as const,
        query: formatSearch({ ...goodSignIns, actor: [first.actorId] }),
        count: signIns.length,
        at: newestOf(signIns),
      },
    ];
  });
}
