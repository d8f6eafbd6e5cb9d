import { checkTexts, type TextCheck } from "@/lib/reading/check-texts";
import type { EntryTexts } from "@/lib/reading/model";

/** Asks for an entry's texts and recomputes it here, on the reader's machine. */
export async function verifyEntry(id: string): Promise<TextCheck[]> {
  const answer = await fetch(`/api/entries/${id}/texts`);
  if (!answer.ok) throw new Error(`the texts could not be loaded: ${answer.status}`);
  return checkTexts((await answer.json()) as EntryTexts);
}
