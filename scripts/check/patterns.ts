import ts from "typescript";
import { type Finding, findingAt, type Source, walk } from "@/scripts/check/source";

type Rule = { say: string; isBroken: (node: ts.Node, path: string) => boolean };

/** The only place where a test may be skipped: outside data that a clone does not have. */
const skipPlace = "testing/shared-data.ts";
const skips = /^(skip|only|todo|fixme|fails|failing|skipIf|runIf)$/;
const testRoots = /^(it|test|describe|suite)\b/;

const rules: Rule[] = [
  {
    say: "any switches the types off: name the type, or use unknown and look",
    isBroken: (node) => node.kind === ts.SyntaxKind.AnyKeyword,
  },
  {
    say: "a non-null ! is a promise nobody checks: handle the missing value",
    isBroken: (node) =>
      ts.isNonNullExpression(node) ||
      ((ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) &&
        node.exclamationToken !== undefined),
  },
  {
    say: "a test that does not run: make it pass or remove it",
    isBroken: (node, path) => path !== skipPlace && isSkipped(node),
  },
  {
    say: "waiting for time makes slow and flaky tests: wait for what should happen",
    isBroken: (node) => isMember(node, "waitForTimeout"),
  },
  {
    say: "raw HTML from a string is how scripts get in: render elements",
    isBroken: (node) =>
      (ts.isJsxAttribute(node) || ts.isPropertyAssignment(node)) &&
      node.name.getText() === "dangerouslySetInnerHTML",
  },
  {
    say: "no Server Actions: write a route handler that a form posts to",
    isBroken: (node) =>
      ts.isExpressionStatement(node) &&
      ts.isStringLiteral(node.expression) &&
      node.expression.text === "use server",
  },
  {
    say: "sql.raw puts text into a statement unescaped: use a parameter or sql.identifier",
    isBroken: (node) =>
      ts.isPropertyAccessExpression(node) &&
      node.name.text === "raw" &&
      node.expression.getText() === "sql",
  },
  {
    say: "no barrel files: import from where a thing is defined",
    isBroken: (node, path) =>
      ts.isExportDeclaration(node) &&
      node.exportClause === undefined &&
      path !== "db/schema/index.ts",
  },
  {
    say: "named exports only: one name everywhere",
    isBroken: (node, path) => isDefaultExport(node) && !wantsDefault(path),
  },
  {
    say: "a failed query must not look like an empty result: let the error through",
    isBroken: (node, path) =>
      path.endsWith("/queries.ts") && ts.isCatchClause(node) && !hasThrow(node.block),
  },
];

export function checkPatterns(sources: Source[]): Finding[] {
  return sources.flatMap((source) => {
    const findings: Finding[] = [];
    if (source.tree) {
      walk(source.tree, (node) => {
        for (const { say, isBroken } of rules) {
          if (isBroken(node, source.path)) findings.push(findingAt(source, node, say));
        }
      });
    }
    return findings;
  });
}

function isSkipped(node: ts.Node): boolean {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    return /^(xit|xtest|xdescribe|fit|fdescribe)$/.test(node.expression.text);
  }
  return (
    ts.isPropertyAccessExpression(node) &&
    skips.test(node.name.text) &&
    testRoots.test(node.expression.getText())
  );
}

function isMember(node: ts.Node, name: string): boolean {
  return ts.isPropertyAccessExpression(node) && node.name.text === name;
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true;
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(
      ({ kind }) => kind === ts.SyntaxKind.DefaultKeyword,
    )
  );
}

/** Where Next and the tools look for a default export; nowhere else. */
function wantsDefault(path: string): boolean {
  return /^app\/|^[^/]+\.config\.(ts|mjs)$|^e2e\/global-\w+\.ts$|^proxy\.ts$/.test(path);
}

function hasThrow(block: ts.Block): boolean {
  let isThrown = false;
  walk(block, (node) => {
    isThrown ||= ts.isThrowStatement(node);
  });
  return isThrown;
}
