import type { Actor, Target } from "@/lib/entries/model";

/** The page of what a person, or any other actor, did; null when nothing names them. */
export function formatActorPath({ type, id, email }: Actor): string | null {
  if (type === "system") return null;
  const name = id ?? email;
  return name === null ? null : formatPath("/people", name);
}

/** The page of a record's whole life; null for a record without an id. */
export function formatRecordPath({ type, id }: Pick<Target, "type" | "id">) {
  return id === null ? null : formatPath("/records", type, id);
}

export function formatSessionPath(id: string): string | null {
  return formatPath("/sessions", id);
}

/** What the address bar holds for a part of a path; null when it is no text. */
export function parsePathPart(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** A browser would resolve a part of dots alone, whatever it is escaped as. */
function formatPath(page: string, ...parts: string[]): string | null {
  if (parts.some((part) => /^\.{0,2}$/.test(part))) return null;
  return [page, ...parts.map(encodeURIComponent)].join("/");
}
