/**
 * Guarantees: a Merkle tree that only grows is carried forward in a handful of hashes
 * (one a binary digit of its size: a compact range), and gives the root of RFC 6962 at
 * any size.
 * Does not: keep leaves or make proofs. The sealer extends one kept outside the database,
 * so a rewritten past cannot meet it (docs/format.md, section 4).
 */
import { formatBase64, parseBase64 } from "./bytes";
import { FormatError } from "./format-error";
import { type HashPlace, hashLength, hashNode, hashPairInto } from "./hash";
import { isJsonObject, type JsonObject, type JsonValue } from "./json-value";
import { hashTree } from "./merkle";

/**
 * The roots of the full subtrees a tree is made of, largest first. Never changed in
 * place.
 */
export type Frontier = { readonly size: number; readonly nodes: readonly Uint8Array[] };

/** createFrontier returns the frontier of the empty tree. */
export function createFrontier(): Frontier {
  return { size: 0, nodes: [] };
}

/** appendLeaf returns the frontier of the tree with one more leaf hash. */
export function appendLeaf(frontier: Frontier, leaf: Uint8Array): Frontier {
  const fullCount = countTrailingOnes(frontier.size);
  const kept = frontier.nodes.slice(0, frontier.nodes.length - fullCount);
  const merged = frontier.nodes.slice(kept.length);
  const node = merged.reduceRight((right, left) => hashNode(left, right), leaf);
  return { size: frontier.size + 1, nodes: [...kept, node] };
}

/** As many subtrees as a size that is a safe integer has binary digits, and one leaf more. */
const nodeCountMax = 54;

/**
 * A frontier that grows in place: what appendLeaf gives, without a new one for each leaf.
 */
export class GrowingFrontier {
  size: number;
  private count: number;
  private readonly nodes = new Uint8Array(nodeCountMax * hashLength);

  constructor({ size, nodes }: Frontier) {
    this.size = size;
    this.count = nodes.length;
    for (const [at, node] of nodes.entries()) this.nodes.set(node, at * hashLength);
  }

  /**
   * append takes in the leaf hash that stands at a place, and returns the root of the
   * subtree of 2^level leaves that it completes, or null.
   */
  append([buffer, at]: HashPlace, level: number): Uint8Array | null {
    const { nodes } = this;
    let place = this.count * hashLength;
    let root: Uint8Array | null = null;
    for (let byte = 0; byte < hashLength; byte += 1) {
      nodes[place + byte] = buffer[at + byte] ?? 0;
    }
    let height = 0;
    for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2) {
      place -= hashLength;
      hashPairInto([nodes, place], [nodes, place]);
      height += 1;
      if (height === level) root = nodes.slice(place, place + hashLength);
    }
    this.count = place / hashLength + 1;
    this.size += 1;
    return root;
  }

  /** freeze returns it as it is now. */
  freeze(): Frontier {
    const nodes = Array.from({ length: this.count }, (_, at) =>
      this.nodes.slice(at * hashLength, (at + 1) * hashLength),
    );
    return { size: this.size, nodes };
  }
}

/** rootOfFrontier returns the Merkle tree hash at the frontier's size. */
export function rootOfFrontier({ nodes }: Frontier): Uint8Array {
  const last = nodes.at(-1);
  if (last === undefined) return hashTree([]);
  return nodes.slice(0, -1).reduceRight((right, left) => hashNode(left, right), last);
}

/** formatFrontier writes a frontier as JSON. */
export function formatFrontier({ size, nodes }: Frontier): JsonObject {
  return { nodes: nodes.map(formatBase64), size };
}

/** parseFrontier reads what formatFrontier writes. Throws FormatError. */
export function parseFrontier(value: JsonValue): Frontier {
  if (!isJsonObject(value)) throw new FormatError("not a frontier");
  const { size, nodes: texts, ...rest } = value;
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) {
    throw new FormatError("a frontier needs a size");
  }
  if (!Array.isArray(texts) || Object.keys(rest).length > 0) {
    throw new FormatError("a frontier is a size and its nodes");
  }
  const nodes = texts.map(parseNode);
  if (nodes.length !== countOnes(size)) {
    throw new FormatError("the nodes do not belong to the size");
  }
  return { size, nodes };
}

function parseNode(text: JsonValue): Uint8Array {
  const node = typeof text === "string" ? parseBase64(text) : null;
  if (node?.length !== hashLength) throw new FormatError("not a hash");
  return node;
}

/** How many full subtrees a new leaf completes; arithmetic, since sizes may pass 2^32. */
function countTrailingOnes(size: number): number {
  let count = 0;
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) count += 1;
  return count;
}

function countOnes(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}
