export type ScanResult = {
  /** Numbers of the literal lists that occur, ascending. */
  found: number[];
  digitCount: number;
  controlCount: number;
};

export type LiteralScanner = (text: string) => ScanResult;

type Node = { next: Map<number, number>; fail: number; found: number[] };

const asciiCount = 128;
const plain = 0;
const digit = 1;
const control = 2;

/**
 * Finds in one pass which of many lists of literals occur in a text, ASCII case ignored
 * (Aho and Corasick, 1975): one table look-up a character, however many literals there are.
 */
export function createLiteralScanner(lists: readonly (readonly string[])[]): LiteralScanner {
  const nodes = buildTrie(lists);
  const table = buildTable(nodes);
  const outputs = nodes.map((node) => (node.found.length > 0 ? node.found : null));
  const kinds = Uint8Array.from({ length: asciiCount }, (_, code) => kindOf(code));

  return (text) => {
    const hits = new Set<number>();
    let state = 0;
    let digitCount = 0;
    let controlCount = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code >= asciiCount) {
        state = 0;
        if (code < 0xa0 || code === 0xfffd) controlCount += 1;
        continue;
      }
      const kind = kinds[code];
      if (kind === digit) digitCount += 1;
      else if (kind === control) controlCount += 1;
      state = table[state * asciiCount + code] ?? 0;
      const output = outputs[state];
      if (output) for (const list of output) hits.add(list);
    }
    return { found: [...hits].sort((a, b) => a - b), digitCount, controlCount };
  };
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

function buildTable(nodes: Node[]): Uint16Array {
  const table = new Uint16Array(nodes.length * asciiCount);
  for (const state of nodes.keys()) {
    for (let code = 0; code < asciiCount; code += 1) {
      table[state * asciiCount + code] = follow(nodes, state, foldCode(code));
    }
  }
  return table;
}

function foldCode(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/** Line ends, tabs and the escape that starts a colour stand in honest text. */
function kindOf(code: number): number {
  if (code >= 48 && code <= 57) return digit;
  const isText = code === 9 || code === 10 || code === 13 || code === 27;
  return (code < 32 && !isText) || code === 127 ? control : plain;
}

function createNode(): Node {
  return { next: new Map(), fail: 0, found: [] };
}
