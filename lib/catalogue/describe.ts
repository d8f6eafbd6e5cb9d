import { copyText } from "@/lib/kit/copy-text";
import { findAction } from "./actions";
import { guessCategory } from "./guess-category";
import { guessVerb } from "./guess-verb";
import { type Severity, severityOf } from "./severity";
import type { Verb } from "./verbs";
import { capitalize, formatWords } from "./words";

export type ActionDescription = Readonly<{
  category: string;
  verb: Verb;
  words: string;
  severity: Severity;
  known: boolean;
}>;

const memorySizeMax = 4096;
const memory = new Map<string, ActionDescription>();

/** What an action is, whether the catalogue has it or a vendor made it up. */
export function describeAction(action: string): ActionDescription {
  const remembered = memory.get(action);
  if (remembered !== undefined) return remembered;
  const description = Object.freeze(describeKnown(action) ?? describeUnknown(action));
  forgetOldest();
  memory.set(copyText(action), description);
  return description;
}

/** Senders choose the names, so what is remembered has to be bounded. */
function forgetOldest(): void {
  if (memory.size < memorySizeMax) return;
  const oldest = memory.keys().next();
  if (!oldest.done) memory.delete(oldest.value);
}

function describeKnown(action: string): ActionDescription | null {
  const row = findAction(action);
  if (row === null) return null;
  const { category, verb, words, severity } = row;
  return { category, verb, words, severity, known: true };
}

function describeUnknown(action: string): ActionDescription {
  const verb = guessVerb(action);
  const category = guessCategory(action, verb);
  const isWarning = category === "security" && verb === "other";
  return {
    category,
    verb,
    words: capitalize(formatWords(action)),
    severity: isWarning ? "warning" : severityOf(verb),
    known: false,
  };
}
