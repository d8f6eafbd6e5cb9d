/**
 * Guarantees: whether an entry is of a bundle's selection is decided from the values the
 * bundle shows, and never guessed: what they cannot tell is undecided, and an undecided
 * entry never makes a bundle complete.
 * Does not: know every filter of the log. One on free text, clients, networks or the
 * channel stays undecided (docs/format.md, section 5: such a bundle is authentic only).
 * Guarded by "a bundle's filter selects what the log's filter selects" in
 * bundle-filter.test.ts.
 */
import type { SlotValues } from "./bundle-csv";
import { isJsonObject } from "./json-value";

/** True and false are proven by the values shown; null is undecided. */
type Decision = boolean | null;
type Test = (values: SlotValues) => Decision;
type Field = { slots: number[]; test: (term: string) => Test };
type Condition = { slots: number[]; test: Test };

export type Selection = {
  decide: Test;
  /** What a stub must open to be decided, or null when no stub can be. */
  slots: number[] | null;
};

/** Where the entries lie is said by the indices, which the tree proves. */
const placeNames = ["range", "from", "to", "upto"];

const fields: Record<string, Field> = {
  action: { slots: [0], test: actionTest },
  category: memberField(0, "category"),
  outcome: memberField(0, "outcome"),
  entity: memberField(3, "type"),
  id: memberField(3, "id"),
};

/** createSelection reads the URL query of a bundle's manifest. */
export function createSelection(filter: string | null): Selection {
  const conditions = [...new URLSearchParams(filter ?? "")].flatMap(([name, text]) =>
    placeNames.includes(name) ? [] : [readCondition(name, text)],
  );
  const known = conditions.flatMap((condition) => condition ?? []);
  const isKnown = known.length === conditions.length;
  const tests = known.map(({ test }) => test);
  const slots = [...new Set(known.flatMap((condition) => condition.slots))];
  return {
    decide: (values) => every([...tests.map((test) => test(values)), isKnown || null]),
    slots: isKnown ? slots.sort((left, right) => left - right) : null,
  };
}

function readCondition(name: string, text: string): Condition | null {
  const include: Test[] = [];
  const exclude: Test[] = [];
  const slots: number[] = [];
  for (const part of splitTerms(text)) {
    const isExcluded = part.startsWith("-");
    const escaped = isExcluded ? part.slice(1) : part;
    const term = escaped.replace(/\\([\\,-])/g, "$1");
    const field = name === "actor" ? actorField(term) : fields[name];
    if (field === undefined || field === null) return null;
    slots.push(...field.slots);
    (isExcluded ? exclude : include).push(field.test(term));
  }
  const test: Test = (values) => {
    const wanted = include.length === 0 || some(include.map((one) => one(values)));
    const unwanted = some(exclude.map((one) => one(values)));
    return every([wanted, unwanted === null ? null : !unwanted]);
  };
  return { slots, test };
}

function actionTest(term: string): Test {
  const prefix = term.endsWith("*") ? term.slice(0, -1) : null;
  return readMember(0, "action", (action) =>
    prefix === null ? action === term : (action ?? "").startsWith(prefix),
  );
}

function memberField(slot: number, name: string): Field {
  return {
    slots: [slot],
    test: (term) => readMember(slot, name, (value) => value === term),
  };
}

/** An API key's id stands beside what a stub must not show: undecided. */
function actorField(term: string): Field | null {
  if (term.startsWith("api:")) return null;
  if (term === "system" || term.startsWith("type:")) {
    const type = term.replace(/^type:/, "");
    return { slots: [1], test: () => readMember(1, "type", (value) => value === type) };
  }
  return { slots: [1, 2], test: personTest };
}

function personTest(term: string): Test {
  const byId = readMember(1, "id", (id) => id === term);
  const byEmail = readMember(2, "email", (email) => foldAscii(email) === foldAscii(term));
  return (values) => some([byId(values), byEmail(values)]);
}

function readMember(
  slot: number,
  name: string,
  test: (value: string | null) => boolean,
): Test {
  return (values) => {
    const value = values.get(slot);
    if (value === undefined) return null;
    const member = isJsonObject(value) ? value[name] : null;
    return test(typeof member === "string" ? member : null);
  };
}

function foldAscii(text: string | null): string | null {
  return text?.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) ?? null;
}

/** A backslash before a comma, a dash or a backslash takes it literally. */
function splitTerms(text: string): string[] {
  return [...text.matchAll(/((?:\\[\\,-]|[^,])*)(,|$)/g)]
    .map(([, part = ""]) => part)
    .filter((part) => part !== "");
}

function every(decisions: Decision[]): Decision {
  if (decisions.includes(false)) return false;
  return decisions.includes(null) ? null : true;
}

function some(decisions: Decision[]): Decision {
  if (decisions.includes(true)) return true;
  return decisions.includes(null) ? null : false;
}
