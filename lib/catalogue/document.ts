import type { ActionRow } from "./action-row";
import { actions } from "./actions";
import { aliases } from "./aliases";
import { type CategoryId, categories } from "./categories";
import { categoryWords } from "./category-words";
import { exceptions, faintVerbWords, permissionNouns, verbWords } from "./verb-words";
import { describeVerb, type Verb, verbs } from "./verbs";
import { listWords } from "./words";

/** The rows that GET /api/v1/catalogue answers with, in the order of the document. */
export function listCatalogue(): readonly ActionRow[] {
  return categories.flatMap(({ id }) => actions.filter((row) => row.category === id));
}

/** The text of docs/catalogue.md. */
export function formatCatalogue(): string {
  const sections = [introduction, formatVerbs(), ...categories.map(formatCategory)];
  sections.push(formatAliases(), formatVerbWords(), formatCategoryWords());
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

const introduction = `# The catalogue

Made from \`lib/catalogue\` by \`scripts/generate-catalogue.ts\`; do not edit it here.

Every action Custody knows by name. An id is for ever; its words may change. Actions that
are not listed are accepted as well and shown as they were sent: their verb and category
follow from the words of their name, as the last sections say.`;

function formatVerbs(): string {
  const rows = verbs.map((verb) => {
    const { words, group } = describeVerb(verb);
    return [`\`${verb}\``, words, group];
  });
  return `## Verbs\n\n${formatTable(["verb", "words", "badge"], rows)}`;
}

function formatCategory(category: { id: CategoryId; words: string }): string {
  const rows = actions.filter((row) => row.category === category.id);
  const title = `## ${category.words} (\`${category.id}\`)`;
  if (rows.length === 0) return `${title}\n\nWhatever fits nowhere else.`;
  const table = formatTable(
    ["action", "words", "verb", "severity"],
    rows.map((row) => [`\`${row.id}\``, row.words, row.verb, row.severity]),
  );
  return `${title}\n\n${table}`;
}

function formatAliases(): string {
  const rows = Object.entries(aliases).map(([alias, id]) => [
    `\`${alias}\``,
    `\`${id}\``,
  ]);
  return `## Other spellings

Kept and shown as sent, and understood as the action beside them. An id written with \`_\`
in place of its dot (\`ticket_created\`) is understood as well.

${formatTable(["sent", "understood as"], rows)}`;
}

function formatVerbWords(): string {
  const rows = verbs.map((verb) => [
    `\`${verb}\``,
    formatList(verbWords, verb),
    formatList(faintVerbWords, verb),
  ]);
  const misleading = Object.entries(exceptions).map(
    ([name, verb]) => `\`${name}\` is ${verb}`,
  );
  return `## The verb of an unknown action

The name is taken apart at dots, underscores, hyphens, colons, slashes and capitals. In
CamelCase (\`DeleteTrail\`) the first verb word counts; otherwise the last word when it is
a past tense (\`quota_changed\`), else the word the last dotted part starts with
(\`org.add_member\`), else the last verb word. Faint words count when there is no other.

${formatTable(["verb", "words", "faint words"], rows)}

Attaching a policy is a permission, and so is adding, removing or changing one of these:
${listWords(permissionNouns).join(", ")}.

A session that starts or ends is a sign-in or sign-out, an export created is an export,
and \`AssumeRole\` is a sign-in, because it lets in. Names whose words mislead:
${misleading.join(", ")}.`;
}

function formatList(lists: Partial<Record<Verb, string>>, verb: Verb): string {
  return listWords(lists[verb] ?? "").join(" ");
}

function formatCategoryWords(): string {
  const rows = categoryWords.map(([id, text]) => [
    `\`${id}\``,
    listWords(text).join(" "),
  ]);
  return `## The category of an unknown action

Sign-ins and sign-outs are \`authentication\`. Otherwise the first row that has a word of
the name decides; an export without one is \`exports\`, anything else \`other\`.

${formatTable(["category", "words"], rows)}`;
}

function formatTable(heads: string[], rows: string[][]): string {
  const lines = [heads, heads.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
