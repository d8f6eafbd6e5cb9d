import type { Entry } from "@/lib/entries/model";
import { formatDotted } from "@/lib/entries/pointer";

/** An entry as a person would retell it; the scripted day compares these. */
export type Told = {
  action: string;
  outcome: string;
  /** What the actor is called: a name, or the type of what has none. */
  who: string;
  /** `type name`, or `type id` where nothing has a name. */
  what: string | null;
  client: string | null;
  /** `field: before → after`. */
  changes: string[];
  reason: string | null;
};

export function retell(entry: Entry): Told {
  const { action, outcome, actor, target, client, changes, reason } = entry;
  return {
    action,
    outcome,
    who: actor.name ?? actor.email ?? actor.type,
    what: target && `${target.type} ${target.name ?? target.id}`,
    client,
    changes: changes
      .map(({ path, before, after }) => {
        return `${formatDotted(path)}: ${show(before)} → ${show(after)}`;
      })
      .sort(),
    reason,
  };
}

/** What a step expects, with what most steps share left out. */
export function expected(
  who: string,
  action: string,
  what: string | null,
  more: Partial<Told> = {},
): Told {
  const usual = { outcome: "success", client: null, changes: [], reason: null };
  const told = { action, who, what, ...usual, ...more };
  return { ...told, changes: [...told.changes].sort() };
}

function show(value: unknown): string {
  return value === undefined ? "∅" : JSON.stringify(value);
}
