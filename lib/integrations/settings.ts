import { isJsonObject, type JsonValue } from "@/lib/proof/json-value";
import type { Field, Settings } from "./product";

const trimmed = (settings: Settings, name: string) => (settings[name] ?? "").trim();

export function joinUrl(settings: Settings, path: string): string {
  return `${trimmed(settings, "baseUrl").replace(/\/+$/, "")}/${path.replace(/^\/+/, "")}`;
}

export const baseUrlField = (hint: string): Field => ({
  name: "baseUrl",
  label: "Address",
  hint,
});

/** Whose tickets they are there: one of its own for each client, else the usual one. */
export const companyFields = (what: string, isOptional?: true): Field[] => [
  {
    name: "company",
    label: `Usual ${what}`,
    hint: "Of tickets that are about no client, or one that is not in the list",
    isOptional,
  },
  {
    name: "companies",
    label: "Clients there",
    hint: `One a line: the client's name in Custody's addresses = its ${what}, like acme = 1203`,
    isOptional: true,
    rows: 4,
  },
];

export const statusFields = (what: string): Field[] => [
  {
    name: "resolvedStatus",
    label: "Status when resolved",
    hint: `${what}; empty: resolving an alert leaves the ticket as it is`,
    isOptional: true,
  },
  {
    name: "reopenedStatus",
    label: "Status when opened again",
    hint: what,
    isOptional: true,
  },
];

export type Companies = Map<string, string>;

/** The list of clients, or the first line that says nothing. */
export function parseCompanies(text: string): { companies: Companies; wrong: string[] } {
  const companies: Companies = new Map();
  const wrong: string[] = [];
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (line === "") continue;
    const [slug = "", company = ""] = line.split("=").map((part) => part.trim());
    if (slug === "" || company === "") wrong.push(line);
    else companies.set(slug, company);
  }
  return { companies, wrong };
}

export function companyOf(settings: Settings, client: string | null): string {
  const { companies } = parseCompanies(settings.companies ?? "");
  return (client && companies.get(client)) || trimmed(settings, "company");
}

/** A number where it is written as one: products count companies, people name them. */
export function numberOr(text: string): number | string {
  return /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : text.trim();
}

/** The value at a dotted path; lists by their places. */
export function readPath(value: JsonValue, path: string): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const name of path.split(".")) {
    if (Array.isArray(at)) at = at[Number(name)];
    else if (isJsonObject(at ?? null)) at = (at as Record<string, JsonValue>)[name];
    else return undefined;
  }
  return at;
}

/** What a ticket may be called; dots alone would lead elsewhere in an address. */
export const idPattern = /^(?!\.+$)[\w.:#-]{1,100}$/;

/** A number or a text as an id; nothing else is one. */
export function readId(value: JsonValue | undefined): string | null {
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  return typeof value === "string" && idPattern.test(value) ? value : null;
}

export function listTexts(values: (JsonValue | undefined)[]): string | null {
  const texts = values.filter((one): one is string => typeof one === "string");
  return texts.length === 0 ? null : texts.join("; ");
}

export const hoursOf = (minutes: number) => Math.round((minutes / 60) * 100) / 100;
