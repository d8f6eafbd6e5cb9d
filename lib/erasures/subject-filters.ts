import { everything, type Filter } from "@/lib/entries/filter";
import type { Subject } from "./model";
import { listTexts } from "./person-text";

/** Questions to the log that together find every entry that may name the person. */
export function listSubjectFilters(subject: Subject, belowIdx: number): Filter[] {
  const all: Filter = { ...everything, upto: belowIdx - 1 };
  const only = (term: string) => ({ include: [term], exclude: [] });
  const { personId } = subject;
  const byId: Filter[] =
    personId === null
      ? []
      : [
          { ...all, terms: { actor: only(personId) } },
          { ...all, terms: { id: only(personId) } },
        ];
  return [...byId, ...listTexts(subject).map((text) => ({ ...all, q: quote(text) }))];
}

/** A phrase cannot hold a quote: the parts around it are looked for. */
function quote(text: string): string {
  const parts = text.split(/["\r\n]/).filter((part) => part.trim() !== "");
  return parts.map((part) => `"${part}"`).join(" ");
}
