import { parsePointer } from "@/lib/entries/pointer";
import type { FieldError } from "@/lib/kit/errors";

export type FormValues = Record<string, string[]>;

/** What one answer to a form leaves for the next page, and for that page alone. */
export type Flash = {
  /** Whose it is, where it outlives a session; null: whoever has the cookie. */
  by: string | null;
  /** The form that was refused, or that reveals something; null concerns the whole page. */
  form: string | null;
  values: FormValues;
  errors: FieldError[];
  summary: string | null;
  notice: { text: string; tone: "good" | "danger" } | null;
  /** Shown once and stored nowhere: a new key, recovery codes. */
  reveal: Record<string, string>;
};

export const emptyFlash: Flash = {
  by: null,
  form: null,
  values: {},
  errors: [],
  summary: null,
  notice: null,
  reveal: {},
};

export const flashCookie = "custody-flash";
export const flashSecondsMax = 600;

/** A form as its page shows it: what was typed, or else what there is; and what is wrong. */
export type FormState = {
  name: string;
  values: FormValues;
  errors: FieldError[];
  summary: string | null;
};

export type InitialValues = Record<string, string | string[] | null>;

export function createFormState(
  name: string,
  initial: InitialValues,
  flash: Flash | null,
): FormState {
  if (flash?.form === name && flash.summary !== null) {
    const { values, errors, summary } = flash;
    return { name, values, errors, summary };
  }
  const values = Object.fromEntries(
    Object.entries(initial).map(([field, value]) => [field, toList(value)]),
  );
  return { name, values, errors: [], summary: null };
}

export function textOf(form: FormState, field: string): string {
  return form.values[field]?.[0] ?? "";
}

export function listOf(form: FormState, field: string): string[] {
  return form.values[field] ?? [];
}

/** What is wrong with a field, or with anything in it. */
export function errorOf(form: FormState, field: string): string | null {
  const mine = form.errors.filter(({ pointer }) => fieldOf(pointer) === field);
  return mine.length === 0 ? null : mine.map(({ detail }) => detail).join("; ");
}

/** The field that a JSON pointer into the input is about; null for the whole form. */
export function fieldOf(pointer: string): string | null {
  return parsePointer(pointer)?.[0] ?? null;
}

export function fieldId(form: FormState, field: string): string {
  return `${form.name}-${field}`;
}

export function problemsId(form: string): string {
  return `${form}-problems`;
}

/** `timeZone` as a label: "Time zone". */
export function wordsOf(field: string): string {
  const words = field.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function toList(value: string | string[] | null): string[] {
  if (value === null) return [];
  return Array.isArray(value) ? value : [value];
}
