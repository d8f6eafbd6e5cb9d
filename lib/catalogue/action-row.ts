import type { CategoryId } from "./categories";
import { formatAnyEntity } from "./entities";
import { type Severity, severityOf } from "./severity";
import type { Verb } from "./verbs";
import { capitalize } from "./words";

export type ActionRow<Id extends string = string> = {
  id: Id;
  category: CategoryId;
  verb: Verb;
  /** What it is called in lists: "Changed the status of a ticket". */
  words: string;
  /** What follows the actor: "changed the status of {target}". */
  sentence: string;
  severity: Severity;
  /** The type of record it is about, where it is about one. */
  entity: string | null;
};

type Row<Id extends string> = readonly [
  id: Id,
  verb: Verb,
  sentence: string,
  severity?: Severity,
];

/** The rows of one category and type of record; their words follow from the sentences. */
export function actionRows<const Id extends string>(
  category: CategoryId,
  entity: string | null,
  rows: readonly Row<Id>[],
): ActionRow<Id>[] {
  return rows.map(([id, verb, sentence, severity = severityOf(verb)]) => ({
    id,
    category,
    verb,
    words: wordsOf(sentence, entity),
    sentence,
    severity,
    entity,
  }));
}

function wordsOf(sentence: string, entity: string | null): string {
  const target = entity === null ? "something" : formatAnyEntity(entity);
  return capitalize(
    sentence
      .replace("{name}", target)
      .replace("{target}", target)
      .replace("{targets}", "several records"),
  );
}
