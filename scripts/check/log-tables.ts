import ts from "typescript";
import {
  type Finding,
  findingAt,
  isTest,
  type Source,
  walk,
} from "@/scripts/check/source";

type LogTable = { table: string; variable: string };

const schemaFiles = ["db/schema/log.ts", "db/schema/seal.ts"];
const say =
  "only functions of the database change the log's tables: call one of db/sql (T-26)";

/** No statement outside db/sql changes, deletes or empties a table of the log. */
export function checkLogTables(sources: Source[]): Finding[] {
  const tables = sources
    .filter(({ path }) => schemaFiles.includes(path))
    .flatMap(readTables);
  if (tables.length === 0) return [];
  return sources
    .filter(({ path, tree }) => tree !== null && !isTest(path))
    .flatMap((source) => findChanges(source, tables));
}

function readTables({ tree }: Source): LogTable[] {
  const tables: LogTable[] = [];
  if (!tree) return tables;
  walk(tree, (node) => {
    if (!ts.isVariableDeclaration(node) || !node.initializer) return;
    const call = node.initializer;
    if (
      !ts.isCallExpression(call) ||
      !/\b(table|pgTable)$/.test(call.expression.getText())
    ) {
      return;
    }
    const [name] = call.arguments;
    if (name && ts.isStringLiteralLike(name)) {
      tables.push({ table: name.text, variable: node.name.getText() });
    }
  });
  return tables;
}

function findChanges(source: Source, tables: LogTable[]): Finding[] {
  const findings: Finding[] = [];
  const names = tables.map(({ table }) => table).join("|");
  const change =
    "(update|delete\\s+from|truncate(\\s+table)?|merge\\s+into|alter\\s+table|drop\\s+table)";
  const statement = new RegExp(
    `\\b${change}\\s+(only\\s+)?("?\\w+"?\\s*\\.\\s*)?"?(${names})"?\\b`,
    "i",
  );
  const variables = new Set(tables.map(({ variable }) => variable));
  if (!source.tree) return findings;
  walk(source.tree, (node) => {
    const isStatement = isSql(node) && statement.test(node.getText());
    if (isStatement || isBuilder(node, variables))
      findings.push(findingAt(source, node, say));
  });
  return findings;
}

/** Text that can reach the database: a tagged template, or a string in a call that sends it. */
function isSql(node: ts.Node): boolean {
  if (ts.isTaggedTemplateExpression(node)) return true;
  if (!ts.isCallExpression(node)) return false;
  return /\.(unsafe|execute|query|raw)$/.test(node.expression.getText());
}

function isBuilder(node: ts.Node, variables: Set<string>): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression))
    return false;
  if (!/^(update|delete)$/.test(node.expression.name.text)) return false;
  const [first] = node.arguments;
  return first !== undefined && variables.has(first.getText().split(".").at(-1) ?? "");
}
