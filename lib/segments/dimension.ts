/**
 * What entries are counted by: a value of each dimension, or null, belongs to every entry.
 * All are fields of a filter; the others (id, session, request) have too many values.
 */
export const dimensions = [
  "outcome",
  "verb",
  "action",
  "category",
  "entity",
  "actor",
  "client",
  "source",
  "vendor",
  "ip",
  "ua",
] as const;
export type Dimension = (typeof dimensions)[number];

export function isDimension(name: string): name is Dimension {
  return (dimensions as readonly string[]).includes(name);
}

/** All that a filter may ask of an actor, and all of it that is shown and searched. */
export type ActorValue = {
  type: string;
  id: string | null;
  email: string | null;
  name: string | null;
  role: string | null;
  keyId: string | null;
};

export function formatActorValue(actor: ActorValue): string {
  const { type, id, email, name, role, keyId } = actor;
  return JSON.stringify([type, id, email, name, role, keyId]);
}

export function parseActorValue(value: string | null): ActorValue {
  const [type, id, email, name, role, keyId] = JSON.parse(value ?? "[]") as (
    | string
    | null
    | undefined
  )[];
  return {
    type: type ?? "",
    id: id ?? null,
    email: email ?? null,
    name: name ?? null,
    role: role ?? null,
    keyId: keyId ?? null,
  };
}

/** The dimensions whose values free text searches in. */
export const searchedDimensions = [
  "action",
  "category",
  "outcome",
  "entity",
  "actor",
  "ip",
  "ua",
] as const satisfies Dimension[];

/** The lines of the searched text that a value stands for. */
export function searchedLines(dimension: Dimension, value: string | null): string[] {
  if (value === null) return [];
  if (dimension !== "actor") return [value];
  const { type, id, email, name, role } = parseActorValue(value);
  return [type, id, email, name, role].filter((line) => line !== null);
}
