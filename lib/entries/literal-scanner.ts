export type ScanResult = {
  /** Numbers of the literal lists that occur, ascending. */
  found: readonly number[];
  /** Digits in a row, parted at most by spaces and hyphens. */
  digitRunMax: number;
  controlCount: number;
};

export type LiteralScanner = (text: string) => ScanResult;

type Node = { next: Map<number, number>; fail: number; found: number[] };
type Table = { columns: Uint8Array; columnBits: number; cells: Uint16Array };

const asciiCount = 128;
const space = 32;
const hyphen = 45;
const digitFirst = 48;
const digitLast = 57;

/**
 * Finds in one pass which of many lists of literals occur in a text, ASCII case ignored
 * (Aho and Corasick, 1975): one table look-up a character, however many literals there
 * are.
 */
export function createLiteralScanner(
  lists: readonly (readonly string[])[],
): LiteralScanner {
  const nodes = buildTrie(lists);
  const { columns, columnBits, cells } = buildTable(nodes);
  const isFinal = Uint8Array.from(nodes, (node) => Math.min(node.found.length, 1));

  return (text) => {
    let found = nothing;
    let state = 0;
    let digitRun = 0;
    let digitRunMax = 0;
    let controlCount = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const isDigit = code >= digitFirst && code <= digitLast;
      if (isDigit) digitRun += 1;
      else if (code !== space && code !== hyphen) digitRun = 0;
      if (digitRun > digitRunMax) digitRunMax = digitRun;
      if (isControl(code)) controlCount += 1;
      const column = code < asciiCount ? columns[code] : 0;
      state = cells[(state << columnBits) | (column ?? 0)] ?? 0;
      if (isFinal[state]) found = addMissing(found, nodes[state]?.found ?? nothing);
    }
    return { found, digitRunMax, controlCount };
  };
}

const nothing: readonly number[] = [];

function addMissing(
  found: readonly number[],
  lists: readonly number[],
): readonly number[] {
  if (lists.every((list) => found.includes(list))) return found;
  return [...new Set([...found, ...lists])].sort((a, b) => a - b);
}

function buildTrie(lists: readonly (readonly string[])[]): Node[] {
  const nodes: Node[] = [createNode()];
  for (const [list, literals] of lists.entries()) {
    for (const literal of literals) addLiteral(nodes, literal.toLowerCase(), list);
  }
  linkFailures(nodes);
  return nodes;
}

function addLiteral(nodes: Node[], literal: string, list: number): void {
  let state = 0;
  for (let at = 0; at < literal.length; at += 1) {
    const code = literal.charCodeAt(at);
    let next = nodes[state]?.next.get(code);
    if (next === undefined) {
      next = nodes.push(createNode()) - 1;
      nodes[state]?.next.set(code, next);
    }
    state = next;
  }
  nodes[state]?.found.push(list);
}

/** Breadth first, so that a node's failure link is whole before its children need it. */
function linkFailures(nodes: Node[]): void {
  const queue = [0];
  for (const state of queue) {
    const node = nodes[state];
    if (!node) continue;
    for (const [code, child] of node.next) {
      const target = nodes[child];
      if (!target) continue;
      target.fail = state === 0 ? 0 : follow(nodes, node.fail, code);
      target.found.push(...(nodes[target.fail]?.found ?? []));
      queue.push(child);
    }
  }
}

function follow(nodes: Node[], start: number, code: number): number {
  let state = start;
  for (;;) {
    const next = nodes[state]?.next.get(code);
    if (next !== undefined) return next;
    if (state === 0) return 0;
    state = nodes[state]?.fail ?? 0;
  }
}

/**
 * Rows by state; a column for each character that occurs in a literal, one for the rest.
 */
function buildTable(nodes: Node[]): Table {
  const codes = [...new Set(nodes.flatMap((node) => [...node.next.keys()]))];
  const columns = Uint8Array.from(
    { length: asciiCount },
    (_, code) => codes.indexOf(foldCode(code)) + 1,
  );
  const columnBits = Math.ceil(Math.log2(codes.length + 1));
  const cells = new Uint16Array(nodes.length << columnBits);
  for (const state of nodes.keys()) {
    for (const [index, code] of codes.entries()) {
      cells[(state << columnBits) | (index + 1)] = follow(nodes, state, code);
    }
  }
  return { columns, columnBits, cells };
}

function foldCode(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/**
 * C0 and C1 and what stands for undecodable bytes; line ends, tabs and colours are text.
 */
function isControl(code: number): boolean {
  if (code >= 127) return code < 0xa0 || code === 0xfffd;
  return code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 27;
}

function createNode(): Node {
  return { next: new Map(), fail: 0, found: [] };
}
