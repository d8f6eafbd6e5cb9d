import ts from "typescript";
import {
  type Finding,
  findingAt,
  lineOf,
  type Source,
  walk,
} from "@/scripts/check/source";

export const sizes = {
  fileLinesMax: 250,
  functionLinesMax: 60,
  componentLinesMax: 80,
  parametersMax: 4,
  nestingMax: 3,
};

export function checkSizes(sources: Source[]): Finding[] {
  return sources.flatMap((source) => [...checkFile(source), ...checkFunctions(source)]);
}

export function countLines(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

function checkFile({ path, text }: Source): Finding[] {
  const lines = countLines(text);
  if (lines <= sizes.fileLinesMax) return [];
  const say = `${lines} lines, at most ${sizes.fileLinesMax}: split it into two ideas`;
  return [{ file: path, line: sizes.fileLinesMax + 1, say }];
}

function checkFunctions(source: Source): Finding[] {
  const { tree } = source;
  if (!tree) return [];
  const findings: Finding[] = [];
  walk(tree, (node) => {
    if (!ts.isFunctionLike(node) || !("body" in node) || !node.body) return;
    findings.push(...checkLength(source, tree, node), ...checkParameters(source, node));
    findings.push(...checkNesting(source, node.body));
  });
  return findings;
}

function checkLength(
  source: Source,
  tree: ts.SourceFile,
  node: ts.SignatureDeclaration,
): Finding[] {
  if (isGroupOfTests(node)) return [];
  const lines = lineOf(tree, node.end) - lineOf(tree, node.getStart()) + 1;
  const name = nameOf(node);
  const isComponent = source.path.endsWith(".tsx") && /^[A-Z]/.test(name);
  const max = isComponent ? sizes.componentLinesMax : sizes.functionLinesMax;
  if (lines <= max) return [];
  const what = isComponent ? "component" : "function";
  return [findingAt(source, node, `${what} ${name}: ${lines} lines, at most ${max}`)];
}

/** The callback of `describe` is a list of tests, not a function anyone reads as one. */
function isGroupOfTests(node: ts.Node): boolean {
  if (!ts.isCallExpression(node.parent)) return false;
  return /(^|\.)describe\w*/.test(node.parent.expression.getText());
}

function checkParameters(source: Source, node: ts.SignatureDeclaration): Finding[] {
  const count = node.parameters.length;
  if (count <= sizes.parametersMax) return [];
  const say = `${nameOf(node)}: ${count} parameters, at most ${sizes.parametersMax}; pass an object`;
  return [findingAt(source, node, say)];
}

function checkNesting(source: Source, body: ts.Node): Finding[] {
  const findings: Finding[] = [];
  const visit = (node: ts.Node, depth: number): void => {
    if (ts.isFunctionLike(node)) return;
    const inner = depth + (opensBlock(node) ? 1 : 0);
    if (inner > sizes.nestingMax && inner > depth) {
      const say = `nested ${inner} deep, at most ${sizes.nestingMax}: return early or name a part`;
      findings.push(findingAt(source, node, say));
      return;
    }
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  ts.forEachChild(body, (child) => visit(child, 0));
  return findings;
}

function opensBlock(node: ts.Node): boolean {
  if (ts.isIfStatement(node)) {
    return !(ts.isIfStatement(node.parent) && node.parent.elseStatement === node);
  }
  return (
    ts.isIterationStatement(node, false) ||
    ts.isSwitchStatement(node) ||
    ts.isTryStatement(node)
  );
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText();
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)
    ? parent.name.getText()
    : "(anonymous)";
}
