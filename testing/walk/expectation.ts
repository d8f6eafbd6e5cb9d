import type { Asked, Row } from "./row";

export const principals = {
  O: "owner",
  A: "admin",
  T: "technician",
  R: "auditor",
  P: "portal user",
  I: "ingest key",
  K: "read key",
  C: "key of one client",
  S: "owner of another organization",
  N: "nobody",
} as const;
export type Letter = keyof typeof principals;
export type Owner = "own client" | "other client" | "other organization";
export type Expected = "let in" | "sign in" | 401 | 403 | 404 | 405;

const isKey = (letter: Letter) => "IKC".includes(letter);
const isPerson = (letter: Letter) => "OATRSP".includes(letter);

/** The address of a route with its parameters filled in. */
export function formatAddress(path: string, { params = {}, query = {} }: Asked): string {
  const filled = path.replace(/\[(\w+)\]/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? "none"),
  );
  const search = new URLSearchParams(query).toString();
  return search === "" ? filled : `${filled}?${search}`;
}

/** What the table says of one cell; `owner` is null where nothing is asked for by name. */
export function expectAnswer(row: Row, letter: Letter, owner: Owner | null): Expected {
  if (row.door === "public") return "let in";
  if (row.door === "signed") return 401;
  if (row.door === "api" ? !isKey(letter) : !isPerson(letter)) {
    return row.door === "page" || row.door === "form" ? "sign in" : 401;
  }
  if (!row.allow.includes(letter === "S" ? "O" : letter)) return 403;
  const miss = owner === null ? "found" : findMiss(row, letter, owner);
  if (miss === "found") return "let in";
  // A key of one client knows no other, whosever it is.
  if (row.saysUnassigned && (miss === "unassigned" || letter === "C")) return 403;
  return row.saysOnPage ? "let in" : 404;
}

/** Whether a post that is answered so has changed anything. */
export function expectChange(row: Row, letter: Letter, owner: Owner | null): boolean {
  if (expectAnswer(row, letter, owner) !== "let in") return false;
  if (owner !== null && findMiss(row, letter, owner) !== "found") return false;
  return row.changesFor?.includes(letter) ?? true;
}

/** Whether what is asked for by name is within the reach of who asks. */
function findMiss(
  { reach }: Row,
  letter: Letter,
  owner: Owner,
): "found" | "unassigned" | "foreign" {
  const isForeign = (letter === "S") !== (owner === "other organization");
  if (isForeign) return "foreign";
  if (reach === "self") return isOwnOf(letter, owner) ? "found" : "foreign";
  const isLimited =
    reach === "client" && (letter === "T" || letter === "C" || letter === "P");
  return isLimited && owner === "other client" ? "unassigned" : "found";
}

/** For reach "self": what belongs to who asks themselves. */
export function isOwnOf(letter: Letter, owner: Owner | null): boolean {
  return letter === "S" ? owner === "other organization" : owner === "own client";
}
