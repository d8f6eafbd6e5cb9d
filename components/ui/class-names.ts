import { type ClassValue, clsx } from "clsx";
import { coveredBy, kindOf } from "@/components/ui/class-kinds";

const known = new Map<string, string>();
const knownMax = 1_000;

/** Joins classes; of those that set the same thing the last one stays. */
export function cn(...inputs: ClassValue[]): string {
  const classes = clsx(inputs);
  const merged = known.get(classes) ?? mergeClasses(classes);
  if (known.size >= knownMax) known.clear();
  known.set(classes, merged);
  return merged;
}

// Guarded by "of two classes the same one stays as with tailwind-merge" in class-names.test.ts:
// the whole of tailwind-merge would be a twentieth of what a page of the log loads.
function mergeClasses(classes: string): string {
  const taken = new Set<string>();
  const kept: string[] = [];
  for (const name of classes.split(/\s+/).reverse()) {
    const { condition, rest } = splitCondition(name);
    const kind = kindOf(rest);
    if (kind !== null && taken.has(condition + kind)) continue;
    kept.unshift(name);
    if (kind === null) continue;
    for (const one of [kind, ...coveredBy(kind)]) taken.add(condition + one);
  }
  return kept.join(" ");
}

/** "max-md:hover:p-2" is "p-2" under "max-md:hover:"; a colon in brackets divides nothing. */
function splitCondition(name: string): { condition: string; rest: string } {
  let depth = 0;
  let end = 0;
  for (let at = 0; at < name.length; at++) {
    const letter = name[at];
    if (letter === "[" || letter === "(") depth += 1;
    else if (letter === "]" || letter === ")") depth -= 1;
    else if (letter === ":" && depth === 0) end = at + 1;
  }
  return { condition: name.slice(0, end), rest: name.slice(end) };
}
