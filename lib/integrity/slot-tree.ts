import { hashNode } from "@/lib/proof/hash";

/**
 * The table of slots as a tree that is kept: a head that changes costs its own path, not
 * the whole table, and every epoch of a long history can be checked.
 */
export class SlotTree {
  private levels: Uint8Array[][];

  constructor(leaves: readonly Uint8Array[]) {
    this.levels = [[...leaves]];
    while ((this.levels.at(-1)?.length ?? 0) > 1) {
      const below = this.levels.at(-1) ?? [];
      const parents: Uint8Array[] = [];
      for (let at = 0; at < below.length; at += 2) parents.push(join(below, at));
      this.levels.push(parents);
    }
  }

  get width(): number {
    return this.levels[0]?.length ?? 0;
  }

  get root(): Uint8Array {
    const root = this.levels.at(-1)?.[0];
    if (root === undefined) throw new Error("a table of slots is never empty");
    return root;
  }

  set(slot: number, leaf: Uint8Array): void {
    if (slot >= this.width) throw new RangeError(`no slot ${slot} of ${this.width}`);
    let at = slot;
    for (const [level, nodes] of this.levels.entries()) {
      if (level === 0) nodes[at] = leaf;
      else nodes[at] = join(this.levels[level - 1] ?? [], 2 * at);
      at = Math.floor(at / 2);
    }
  }
}

function join(nodes: readonly Uint8Array[], at: number): Uint8Array {
  const [left, right] = [nodes[at], nodes[at + 1]];
  if (left === undefined || right === undefined) {
    throw new RangeError("the width of a table of slots is a power of two");
  }
  return hashNode(left, right);
}
