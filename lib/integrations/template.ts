import { failure, type Result, success } from "@/lib/kit/result";
import { isJsonObject, type JsonValue } from "@/lib/proof/json-value";
import type { Settings, Work } from "./product";
import { companyOf, hoursOf, numberOr } from "./settings";

/** What a template may name. */
const names = [
  "id",
  "title",
  "description",
  "severity",
  "client",
  "company",
  "alert_id",
  "alert_url",
  "ticket_id",
  "status",
  "minutes",
  "hours",
  "note",
  "by",
  "at",
] as const;
export type TemplateName = (typeof names)[number];
export type Values = Record<TemplateName, string | number>;

export const templateNames: readonly string[] = names;

export function valuesOf(work: Work, settings: Settings): Values {
  const { id, title, description, severity, client, status, minutes, note, by, at } =
    work;
  return {
    id,
    title,
    description,
    severity,
    client: client ?? "",
    company: numberOr(companyOf(settings, client)),
    alert_id: work.alertId,
    alert_url: work.alertUrl,
    ticket_id: numberOr(work.ticketId),
    status,
    minutes,
    hours: hoursOf(minutes),
    note,
    by,
    at,
  };
}

const place = /\{\{\s*([^{}]*?)\s*\}\}/g;
const wholePlace = /^\{\{\s*([^{}]*?)\s*\}\}$/;

/** The names in a text that a template cannot fill. */
export function findUnknownNames(text: string): string[] {
  return [...text.matchAll(place)]
    .map(([, name = ""]) => name)
    .filter((name) => !templateNames.includes(name));
}

/** A body is JSON whose texts may name things, so what is filled in can never break it. */
export function parseTemplate(text: string): Result<JsonValue, string> {
  const unknown = findUnknownNames(text);
  if (unknown.length > 0) {
    return failure(`names {{${unknown[0]}}}; there is ${names.join(", ")}`);
  }
  try {
    return success(JSON.parse(text) as JsonValue);
  } catch {
    return failure("is not JSON; what is filled in stands within quotation marks");
  }
}

/** `"{{minutes}}"` alone becomes the value itself, a number where it is one. */
export function fillTemplate(template: JsonValue, values: Values): JsonValue {
  if (typeof template === "string") {
    const [, name] = wholePlace.exec(template) ?? [];
    return name === undefined ? fillText(template, values) : pick(values, name);
  }
  if (Array.isArray(template)) return template.map((one) => fillTemplate(one, values));
  if (!isJsonObject(template)) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) => [name, fillTemplate(value, values)]),
  );
}

function fillText(text: string, values: Values): string {
  return text.replace(place, (_all, name: string) => String(pick(values, name)));
}

/** In an address whatever is filled in is one part of it and no more. */
export function fillPath(path: string, values: Values): string {
  return path.replace(place, (_all, name: string) =>
    encodeURIComponent(String(pick(values, name))),
  );
}

function pick(values: Values, name: string): string | number {
  return values[name as TemplateName] ?? "";
}
