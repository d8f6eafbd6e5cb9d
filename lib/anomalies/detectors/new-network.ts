import {
  type Arrival,
  type Finding,
  formatSearch,
  goodSignIns,
  newestOf,
} from "../model";

/** Of somebody hardly known every network is new. */
const signInsBeforeMin = 10;

/** A person let in from a network that none of their sign-ins came from before. */
export function detectNewNetworks(arrivals: Arrival[]): Finding[] {
  return arrivals.flatMap(({ signIns, network, fromHereBefore, before }) => {
    const [first] = signIns;
    if (!first || fromHereBefore > 0 || before < signInsBeforeMin) return [];
    return [
      {
        id: `new-network/${first.actorId}/${network}`,
        title: "Signed in from a new network",
        says: `${first.actorName} was let in from ${network}. None of their ${before.toLocaleString("en-GB")} sign-ins of the 90 days before came from there.`,
        weight: "medium" as const,
        query: formatSearch({ ...goodSignIns, actor: [first.actorId], ip: [network] }),
        count: signIns.length,
        at: newestOf(signIns),
      },
    ];
  });
}
