/** A parameter that cannot be used: pages ignore and name it, the API refuses it. */
export type Problem = { name: string; value: string; why: string };

/** `name` is what the sender wrote; an alias keeps it, so that a problem can say it. */
export type Given = { name: string; value: string };

export type ParameterReader = {
  problems: Problem[];
  find: (name: string) => Given | null;
  /** The parsed value; null when not given or, with a problem, when it cannot be used. */
  read: <T>(name: string, parse: (text: string) => T | null, why: string) => T | null;
  refuse: (given: Given, why: string) => void;
};

const valueLengthMax = 4096;

/**
 * Reads parameters under their canonical names; `nameOf` answers null for an unknown one.
 * A repeated one is a problem, and its first value holds.
 */
export function readParameters(
  params: URLSearchParams,
  nameOf: (name: string) => string | null,
): ParameterReader {
  const known = new Map<string, Given>();
  const problems: Problem[] = [];
  for (const [name, value] of params) {
    const canonical = nameOf(name);
    const first = canonical === null ? undefined : known.get(canonical);
    const why = canonical === null ? "is not a known parameter" : refuse(first, value);
    if (why !== null) problems.push({ name, value, why });
    else if (canonical !== null) known.set(canonical, { name, value });
  }
  return createReader(known, problems);
}

/** A position in the log, or null; leading zeros would give one view two addresses. */
export function parsePosition(text: string): number | null {
  if (!/^(0|[1-9]\d*)$/.test(text)) return null;
  const position = Number(text);
  return Number.isSafeInteger(position) ? position : null;
}

/** Characters that a query string may hold as they are stay readable. */
export function formatParameters(pairs: [name: string, value: string][]): string {
  return new URLSearchParams(pairs)
    .toString()
    .replace(/%(2C|3A|2F|40)/g, (code) => decodeURIComponent(code));
}

function createReader(
  known: ReadonlyMap<string, Given>,
  problems: Problem[],
): ParameterReader {
  const find = (name: string) => {
    const given = known.get(name);
    return given && given.value !== "" ? given : null;
  };
  return {
    problems,
    find,
    refuse: (given, why) => problems.push({ ...given, why }),
    read: (name, parse, why) => {
      const given = find(name);
      if (given === null) return null;
      const value = parse(given.value);
      if (value === null) problems.push({ ...given, why });
      return value;
    },
  };
}

/** PostgreSQL cannot hold U+0000, so no value may. */
function refuse(first: Given | undefined, value: string): string | null {
  if (first) return `was given before, as ${first.name}=${first.value}`;
  if (value.includes("\0")) return "holds the character U+0000";
  if (value.length > valueLengthMax) return "is too long";
  return null;
}
