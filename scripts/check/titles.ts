import ts from "typescript";
import { isTest, type Source, walk } from "@/scripts/check/source";

export type Title = { path: string; pattern: RegExp };

/** The titles of all tests of a file; what a template fills in matches anything. */
export function collectTitles({ path, tree }: Source): Title[] {
  if (!tree || !isTest(path)) return [];
  const titles: Title[] = [];
  walk(tree, (node) => {
    if (!ts.isCallExpression(node) || !isTestCall(node)) return;
    const [first] = node.arguments;
    const pattern = first && toPattern(first);
    if (pattern) titles.push({ path, pattern });
  });
  return titles;
}

function isTestCall(node: ts.CallExpression): boolean {
  return /^(it|test|describe\w*)\b/.test(node.expression.getText());
}

function toPattern(node: ts.Expression): RegExp | null {
  if (ts.isStringLiteralLike(node)) return whole([node.text]);
  if (!ts.isTemplateExpression(node)) return null;
  return whole([node.head.text, ...node.templateSpans.map((span) => span.literal.text)]);
}

function whole(parts: string[]): RegExp {
  const escaped = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`);
}
