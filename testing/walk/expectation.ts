import type { Asked, Row } from "./rows";

export const principals = {
  O: "owner",
  A: "admin",
  T: "technician",
  R: "auditor",
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
const isPerson = (letter: Letter) => "OATRS".includes(letter);

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
  if (row.door === "api" ? !isKey(letter) : !isPerson(letter)) {
    return row.door === "page" || row.door === "form" ? "sign in" : 401;
  }
  const isStranger = letter === "S";
  if (!row.allow.includes(isStranger ? "O" : letter)) return 403;
  if (owner === null) return "let in";
  const isForeign = isStranger !== (owner === "other organization");
  const isLimited = row.reach === "client" && (letter === "T" || letter === "C");
  if (isForeign) return 404;
  if (!isLimited || owner !== "other client") return "let in";
  return row.saysUnassigned ? 403 : 404;
}
