import {
  type Finding,
  failedSignIns,
  formatSearch,
  groupSignIns,
  listAddresses,
  newestOf,
  type SignIn,
} from "../model";

const failuresMin = 10;
const failuresBeforeSuccessMin = 5;
const hourMs = 3_600_000;

/** Many refused sign-ins for one person; graver when one of those addresses then got in. */
export function detectGuessedPasswords(
  failures: SignIn[],
  successes: SignIn[],
): Finding[] {
  const groups = groupSignIns(failures, ({ actorId }) => actorId);
  return [...groups].flatMap(([actorId, group]) => {
    const entrance = successes.find((one) => isEntrance(one, group));
    if (!entrance && group.length < failuresMin) return [];
    const [{ actorName } = { actorName: actorId }] = group;
    const addresses = listAddresses(group).length;
    const places = addresses === 1 ? "one address" : `${addresses} addresses`;
    const tried = `${group.length} sign-ins as ${actorName} were refused, from ${places}`;
    return [
      {
        id: `guessed-password/${actorId}`,
        title: entrance
          ? "Refused again and again, then let in"
          : "Many refused sign-ins for one person",
        says: entrance
          ? `${tried}. Then one of them, ${entrance.ip}, was let in within the hour.`
          : `${tried}. Nobody was let in from there within the hour.`,
        weight: entrance ? ("high" as const) : ("medium" as const),
        query: formatSearch({
          ...(entrance ? { verb: ["login"] } : failedSignIns),
          actor: [actorId],
        }),
        count: group.length,
        at: newestOf(entrance ? [...group, entrance] : group),
      },
    ];
  });
}

function isEntrance({ actorId, ip, at }: SignIn, failures: SignIn[]): boolean {
  const before = failures.filter((one) => {
    const ms = Date.parse(at) - Date.parse(one.at);
    return one.actorId === actorId && one.ip === ip && ms >= 0 && ms <= hourMs;
  });
  return ip !== null && before.length >= failuresBeforeSuccessMin;
}
