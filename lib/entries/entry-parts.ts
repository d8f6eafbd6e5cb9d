import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/proof/json-value";
import type { Actor, Change, Context, Outcome, Source, Target } from "./model";

/** What the hashed texts of an entry, once parsed, say of its parts. */

export function asObject(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function textOf(object: JsonObject, name: string): string | null {
  const value = object[name];
  return typeof value === "string" ? value : null;
}

export function readAction(what: JsonObject): string {
  return textOf(what, "action") ?? "";
}

export function readCategory(what: JsonObject): string {
  return textOf(what, "category") ?? "other";
}

export function readOutcome(what: JsonObject): Outcome {
  return (textOf(what, "outcome") ?? "success") as Outcome;
}

export function readSource(claims: JsonObject): Source {
  return (textOf(claims, "source") ?? "api") as Source;
}

export function readActor(who: JsonObject, person: JsonObject): Actor {
  return {
    type: (textOf(who, "type") ?? "system") as Actor["type"],
    id: textOf(who, "id"),
    email: textOf(person, "email"),
    name: textOf(person, "name"),
    role: textOf(person, "role"),
  };
}

export function readTarget(
  target: JsonValue | undefined,
  label: JsonValue | undefined,
  url: string | null,
): Target | null {
  if (!isJsonObject(target)) return null;
  const name = typeof label === "string" ? label : null;
  return { type: textOf(target, "type") ?? "", id: textOf(target, "id"), name, url };
}

export function readTargets(extra: JsonObject): Target[] {
  return Array.isArray(extra.targets) ? (extra.targets as Target[]) : [];
}

export function readChanges(changes: JsonValue[]): Change[] {
  return changes.filter(isJsonObject) as unknown as Change[];
}

export function readContext(origin: JsonObject, claims: JsonObject): Context {
  return {
    ip: textOf(origin, "ip"),
    user_agent: textOf(origin, "user_agent"),
    session_id: textOf(claims, "session_id"),
    request_id: textOf(claims, "request_id"),
  };
}
