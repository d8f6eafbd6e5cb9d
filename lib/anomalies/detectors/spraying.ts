import {
  type Finding,
  failedSignIns,
  formatSearch,
  groupSignIns,
  newestOf,
  type SignIn,
} from "../model";

const peopleMin = 4;

/** One address that was refused as many different people: a list of names being tried. */
export function detectSpraying(failures: SignIn[]): Finding[] {
  return [...groupSignIns(failures, ({ ip }) => ip)].flatMap(([ip, group]) => {
    const people = new Set(group.map(({ actorId }) => actorId)).size;
    if (people < peopleMin) return [];
    return [
      {
        id: `spraying/${ip}`,
        title: "One address tried many people",
        says: `${ip} was refused as ${people} different people, ${group.length} times. A person signs in as themselves; a list of names is tried by a program.`,
        weight: "high" as const,
        query: formatSearch({ ...failedSignIns, ip: [ip] }),
        count: group.length,
        at: newestOf(group),
      },
    ];
  });
}
