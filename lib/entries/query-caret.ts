import { type FieldName, fieldNames, isFieldName, readFieldName } from "./field-names";
import { formatTerm } from "./query-language";

/** What is being typed where the caret stands: a field's name, or one of its values. */
export type CaretPart =
  | { kind: "name"; prefix: string; start: number; end: number }
  | { kind: "value"; field: FieldName; prefix: string; start: number; end: number };

const nameBefore = /(?:^|\s)-?([A-Za-z_]*)$/;
const valueBefore =
  /(?:^|\s)-?([A-Za-z_]+):((?:(?:"(?:[^"\\]|\\.)*"|[^\s,"]+)+,)*)-?("(?:[^"\\]|\\.)*|[^\s,"]*)$/s;

export function findCaretPart(text: string, caret: number): CaretPart | null {
  const before = text.slice(0, caret);
  const value = valueBefore.exec(before);
  if (value) {
    const field = readFieldName(value[1] ?? "");
    if (field === null || !isFieldName(field)) return null;
    const typed = value[3] ?? "";
    const prefix = typed.replace(/^"/, "").replace(/\\(["\\])/g, "$1");
    return { kind: "value", field, prefix, start: caret - typed.length, end: caret };
  }
  const prefix = nameBefore.exec(before)?.[1];
  if (prefix === undefined || isInPhrase(before)) return null;
  return { kind: "name", prefix, start: caret - prefix.length, end: caret };
}

function isInPhrase(before: string): boolean {
  return (before.match(/"/g)?.length ?? 0) % 2 === 1;
}

/** The text with the part at the caret replaced, and where the caret then stands. */
export function completePart(
  text: string,
  part: CaretPart,
  chosen: string,
): { text: string; caret: number } {
  const rest = text.slice(part.end);
  const isValue = part.kind === "value";
  const gap = isValue && !/^[\s,]/.test(rest) ? " " : "";
  const word = isValue ? formatTerm(chosen) + gap : `${chosen}:`;
  const head = text.slice(0, part.start) + word;
  return { text: head + rest, caret: head.length };
}

/** Field names that begin like the prefix; all of them when nothing is typed. */
export function listNameSuggestions(prefix: string): FieldName[] {
  const wanted = prefix.toLowerCase();
  const named = readFieldName(wanted);
  return fieldNames.filter((name) => name.startsWith(wanted) || name === named);
}
