import type { z } from "zod";

/** What is wrong with a value, in words for the person who typed it. */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input == null ? "is required" : `must be ${article(issue.expected)}`;
    case "too_small":
      return describeTooSmall(issue.origin, Number(issue.minimum));
    case "too_big":
      return describeTooBig(issue.origin, Number(issue.maximum));
    case "invalid_value":
      return isEmpty(issue.input)
        ? "choose one"
        : `must be one of ${issue.values.map(String).join(", ")}`;
    default:
      return undefined;
  }
}

function describeTooSmall(origin: string, minimum: number): string {
  if (origin === "array" || origin === "set") {
    return minimum === 1 ? "choose at least one" : `choose at least ${minimum}`;
  }
  if (origin !== "string") return `must be at least ${minimum}`;
  return minimum === 1 ? "cannot be empty" : `must have at least ${minimum} characters`;
}

function describeTooBig(origin: string, maximum: number): string {
  if (origin === "array" || origin === "set") return `at most ${maximum} are possible`;
  if (origin !== "string") return `must be at most ${maximum}`;
  return `may have at most ${maximum} characters`;
}

function isEmpty(input: unknown): boolean {
  return input === undefined || input === null || input === "";
}

function article(expected: string): string {
  if (expected === "string") return "text";
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
