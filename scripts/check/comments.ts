import ts from "typescript";
import { type Finding, lineOf, type Source } from "@/scripts/check/source";
import { collectTitles, type Title } from "@/scripts/check/titles";

export type Comment = { line: number; text: string };

const rules: { pattern: RegExp; say: string }[] = [
  {
    pattern: /\b(TODO|FIXME|XXX|HACK)\b|\b(NOTE|REMINDER):/,
    say: "a comment for later: do it now, or open an issue and remove the comment",
  },
  {
    pattern: /@ts-(ignore|nocheck)|eslint-disable/,
    say: "the checker is silenced: correct the code instead",
  },
  {
    pattern: /@ts-expect-error(?!\s+\S+\s+\S+)|biome-ignore(?!\s+\S+:\s*\S+\s+\S+)/,
    say: "the checker is silenced without a reason in words",
  },
];

export function checkComments(sources: Source[]): Finding[] {
  const titles = sources.flatMap(collectTitles);
  return sources.flatMap((source) =>
    readComments(source).flatMap(({ line, text }) => [
      ...rules
        .filter(({ pattern }) => pattern.test(text))
        .map(({ say }) => ({ file: source.path, line, say })),
      ...checkClaims(text, titles).map((say) => ({ file: source.path, line, say })),
    ]),
  );
}

/** A claim of safety names its test, and the test is there. */
function checkClaims(text: string, titles: Title[]): string[] {
  const claims = text.matchAll(/Guarded by "([^"]+)"(?:\s+in\s+([\w./-]*\w))?/g);
  return [...claims].flatMap(([, title = "", file]) => {
    const found = titles.filter((candidate) => candidate.pattern.test(title));
    if (found.length === 0) return [`no test is called "${title}"`];
    if (!file || found.some(({ path }) => path === file || path.endsWith(`/${file}`)))
      return [];
    return [`the test "${title}" is in ${found[0]?.path}, not in ${file}`];
  });
}

export function readComments(source: Source): Comment[] {
  return source.tree ? readCode(source.tree) : readPlain(source.text);
}

function readCode(tree: ts.SourceFile): Comment[] {
  const found = new Map<number, Comment>();
  const take = (ranges: ts.CommentRange[] | undefined) => {
    for (const { pos, end } of ranges ?? []) {
      found.set(pos, {
        line: lineOf(tree, pos),
        text: unwrap(tree.text.slice(pos, end)),
      });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) return;
    const children = node.getChildren(tree);
    if (children.length === 0) take(ts.getLeadingCommentRanges(tree.text, node.pos));
    if (children.length === 0) take(ts.getTrailingCommentRanges(tree.text, node.end));
    for (const child of children) if (!ts.isJSDoc(child)) visit(child);
  };
  visit(tree);
  return [...found.values()];
}

/** Lines of SQL and CSS comments; neither has strings in which these marks matter. */
function readPlain(text: string): Comment[] {
  return [...text.matchAll(/--.*|\/\*[\s\S]*?\*\//g)].map((match) => ({
    line: text.slice(0, match.index).split("\n").length,
    text: unwrap(match[0]),
  }));
}

function unwrap(comment: string): string {
  return comment.replace(/\n\s*\*?\s*/g, " ");
}
