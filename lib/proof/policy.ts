/**
 * Guarantees: what a verifier trusts is read in one way from a C2SP tlog-policy: the log's
 * keys, the witnesses, and how many of them must have signed. A witness counts once in
 * each group, whatever it signed.
 * Does not: take anything from a bundle; a key that comes with what it signs proves
 * nothing.
 * https://c2sp.org/tlog-policy
 */
import { FormatError } from "./format-error";
import { parseVerifierKey, type VerifierKey } from "./verifier-key";

/** `url` is where a witness may be asked, for whoever publishes checkpoints. */
export type Witness = { name: string; key: VerifierKey; url: string | null };

/** Holds when `threshold` of the members hold; a member is a witness or a group. */
type Group = { name: string; threshold: number; members: string[] };

export type Policy = {
  logs: VerifierKey[];
  witnesses: Witness[];
  groups: Group[];
  /** The name of a witness or a group, or null when none is asked for. */
  quorum: string | null;
};

const namePattern = /^[^\s+]+$/u;
const linesMax = 1000;

/** parsePolicy reads a policy. Throws FormatError naming the line that cannot be read. */
export function parsePolicy(text: string): Policy {
  const policy: Policy = { logs: [], witnesses: [], groups: [], quorum: null };
  let hasQuorum = false;
  const lines = text.split(/\r?\n/);
  if (lines.length > linesMax) throw new FormatError("a policy has fewer lines");
  for (const [at, line] of lines.entries()) {
    const words = line.trim().split(/\s+/);
    if (words[0] === "" || words[0]?.startsWith("#")) continue;
    try {
      if (words[0] === "quorum" && hasQuorum) throw new FormatError("a second quorum");
      readLine(policy, words);
      hasQuorum ||= words[0] === "quorum";
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      throw new FormatError(`line ${at + 1} of the policy: ${error.message}`);
    }
  }
  if (policy.logs.length === 0) throw new FormatError("the policy names no log");
  if (!hasQuorum && policy.witnesses.length > 0) {
    throw new FormatError("the policy names witnesses and no quorum");
  }
  return policy;
}

/** policyOfKeys returns the policy that trusts some keys of a log and asks no witness. */
export function policyOfKeys(keys: readonly VerifierKey[]): Policy {
  return { logs: [...keys], witnesses: [], groups: [], quorum: null };
}

/** isQuorum tells whether the witnesses that signed are enough for a policy. */
export function isQuorum(policy: Policy, signed: ReadonlySet<string>): boolean {
  const isMet = (name: string): boolean => {
    const group = policy.groups.find((one) => one.name === name);
    if (group === undefined) return signed.has(name);
    return group.members.filter(isMet).length >= group.threshold;
  };
  return policy.quorum === null || isMet(policy.quorum);
}

const readers = new Map([
  ["log", readLog],
  ["witness", readWitness],
  ["group", readGroup],
  ["quorum", readQuorum],
]);

function readLine(policy: Policy, [word = "", ...rest]: string[]): void {
  const read = readers.get(word);
  if (read === undefined) throw new FormatError(`"${word}" is not known`);
  read(policy, rest);
}

function readLog(policy: Policy, [text = "", ...rest]: string[]): void {
  const key = parseVerifierKey(text);
  if (key.type !== "ed25519") throw new FormatError("not the key of a log");
  if (rest.length > 1) throw new FormatError("a log is a key and an address");
  if (policy.logs.some(({ name, keyId }) => name === key.name && keyId === key.keyId)) {
    throw new FormatError("the key is there twice");
  }
  policy.logs.push(key);
}

function readWitness(policy: Policy, [name = "", text = "", ...rest]: string[]): void {
  const key = parseVerifierKey(text);
  if (key.type !== "cosignature") throw new FormatError("not the key of a witness");
  if (rest.length > 1) throw new FormatError("a witness is a name, a key and an address");
  const isKnown = policy.witnesses.some(
    ({ key: other }) => other.name === key.name && other.keyId === key.keyId,
  );
  if (isKnown) throw new FormatError("the key is there twice");
  requireNewName(policy, name);
  policy.witnesses.push({ name, key, url: rest[0] ?? null });
}

function readGroup(policy: Policy, [name = "", count = "", ...members]: string[]): void {
  const size = members.length;
  const threshold = count === "any" ? 1 : count === "all" ? size : Number(count);
  if (!/^(any|all|[1-9]\d*)$/.test(count) || threshold > size) {
    throw new FormatError("a group is a name, how many, and its members");
  }
  requireNewName(policy, name);
  if (new Set(members).size !== size || !members.every((one) => isNamed(policy, one))) {
    throw new FormatError("a member of the group is not known, or there twice");
  }
  policy.groups.push({ name, threshold, members });
}

function readQuorum(policy: Policy, [name = "", ...rest]: string[]): void {
  if (rest.length > 0) throw new FormatError("a quorum is one name");
  if (name !== "none" && !isNamed(policy, name)) {
    throw new FormatError(`there is no witness or group "${name}"`);
  }
  policy.quorum = name === "none" ? null : name;
}

function isNamed({ witnesses, groups }: Policy, name: string): boolean {
  return [...witnesses, ...groups].some((one) => one.name === name);
}

function requireNewName(policy: Policy, name: string): void {
  if (!namePattern.test(name) || name === "none" || isNamed(policy, name)) {
    throw new FormatError(`"${name}" may not name a witness or a group`);
  }
}
