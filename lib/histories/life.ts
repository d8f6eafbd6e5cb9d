import { labelActor } from "@/lib/catalogue/actor-label";
import type { Actor, Entry, Target } from "@/lib/entries/model";

/** What a record's entries, newest first, say of it today. */
export type Life = {
  /** Its newest name. */
  target: Target;
  client: string | null;
  /** The entry that deleted it, unless something brought it back since. */
  deletion: Entry | null;
  people: { actor: Actor; label: string; count: number }[];
};

/** Looking at a record or exporting it changes nothing of it. */
const bystanders = new Set(["view", "export"]);

export function describeLife(entries: Entry[]): Life | null {
  const [newest] = entries;
  if (!newest?.target) return null;
  const named = entries.find(({ target }) => target?.name);
  const owned = entries.find(({ client }) => client !== null);
  const change = entries.find(
    ({ verb, outcome }) => outcome === "success" && !bystanders.has(verb),
  );
  return {
    target: { ...newest.target, name: named?.target?.name ?? null },
    client: owned?.client ?? null,
    deletion: change?.verb === "delete" ? change : null,
    people: countActors(entries),
  };
}

/** Who is in these entries and how often, busiest first. */
export function countActors(entries: Entry[]): Life["people"] {
  const counts = new Map<string, Life["people"][number]>();
  for (const { actor } of entries) {
    const key = `${actor.type} ${actor.id ?? actor.email ?? ""}`;
    const found = counts.get(key);
    if (found) found.count += 1;
    else counts.set(key, { actor, label: labelActor(actor), count: 1 });
  }
  return [...counts.values()].sort((left, right) => right.count - left.count);
}
