/** The fields of the filter, in the order of the canonical query string. */
export const fieldNames = [
  "verb",
  "action",
  "category",
  "entity",
  "id",
  "actor",
  "client",
  "outcome",
  "source",
  "vendor",
  "ip",
  "ua",
  "session",
  "request",
] as const;
export type FieldName = (typeof fieldNames)[number];

/** Conditions that are no fields of an entry: time, clock and freeze. */
export const frameNames = ["range", "from", "to", "by", "upto"] as const;
export type FrameName = (typeof frameNames)[number];

/** Other words people use for a field in the query box. */
const spokenNames: Readonly<Record<string, FieldName>> = {
  user: "actor",
  who: "actor",
  person: "actor",
  status: "outcome",
  result: "outcome",
  type: "entity",
  target: "entity",
  entity_id: "id",
  browser: "ua",
  kind: "verb",
};

export function readFieldName(word: string): FieldName | FrameName | null {
  const name = word.toLowerCase();
  const known = [...fieldNames, ...frameNames].find((one) => one === name);
  return known ?? (Object.hasOwn(spokenNames, name) ? (spokenNames[name] ?? null) : null);
}

export function isFieldName(name: string): name is FieldName {
  return (fieldNames as readonly string[]).includes(name);
}
