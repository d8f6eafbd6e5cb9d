import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError } from "@/lib/proof/format-error";
import {
  appendLeaf,
  createFrontier,
  formatFrontier,
  GrowingFrontier,
  parseFrontier,
  rootOfFrontier,
} from "@/lib/proof/frontier";
import { hashLeaf } from "@/lib/proof/hash";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";
import { referenceRoot } from "@/testing/reference-tree";

const leafOf = (value: number) => hashLeaf(Uint8Array.of(value));

describe("a frontier", () => {
  it("has the root of the whole tree after every leaf", () => {
    const leaves: Uint8Array[] = [];
    let frontier = createFrontier();
    expect(rootOfFrontier(frontier)).toEqual(referenceRoot([]));
    for (let value = 0; value < 70; value += 1) {
      leaves.push(leafOf(value));
      frontier = appendLeaf(frontier, leafOf(value));
      expect(frontier.size).toBe(leaves.length);
      expect(rootOfFrontier(frontier)).toEqual(referenceRoot(leaves));
    }
  });

  it("that grows in place is the one that grows by new ones, with each whole subtree", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(255), { maxLength: 70 }), fc.nat(), (values, stop) => {
        const leaves = values.map(leafOf);
        const from = stop % (leaves.length + 1);
        let frontier = leaves.slice(0, from).reduce(appendLeaf, createFrontier());
        const growing = new GrowingFrontier(frontier);
        for (const [at, leaf] of leaves.entries()) {
          if (at < from) continue;
          frontier = appendLeaf(frontier, leaf);
          const isWhole = (at + 1) % 8 === 0;
          const subtree = isWhole ? referenceRoot(leaves.slice(at - 7, at + 1)) : null;
          expect(growing.append([leaf, 0], 3)).toEqual(subtree);
        }
        expect(growing.freeze()).toEqual(frontier);
      }),
    );
  });

  it("goes on from where it was written down", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(255), { maxLength: 40 }), fc.nat(), (values, stop) => {
        let frontier = createFrontier();
        for (const [at, value] of values.entries()) {
          if (at === stop % values.length) {
            frontier = parseFrontier(
              JSON.parse(JSON.stringify(formatFrontier(frontier))),
            );
          }
          frontier = appendLeaf(frontier, leafOf(value));
        }
        expect(rootOfFrontier(frontier)).toEqual(referenceRoot(values.map(leafOf)));
      }),
    );
  });

  it("leaves the one it grew from as it was", () => {
    const one = appendLeaf(createFrontier(), leafOf(1));
    appendLeaf(one, leafOf(2));
    expect(one.size).toBe(1);
    expect(rootOfFrontier(one)).toEqual(leafOf(1));
  });

  it("is not read from anything else", () => {
    const kept = formatFrontier(appendLeaf(createFrontier(), leafOf(1)));
    const changes: JsonObject[] = [
      { size: 2 ** 53 },
      { size: -1 },
      { size: 3 },
      { size: "1" },
      { nodes: ["AA=="] },
      { nodes: [1] },
      { nodes: "" },
      { more: true },
    ];
    for (const change of changes) {
      expect(() => parseFrontier({ ...kept, ...change })).toThrow(FormatError);
    }
    for (const value of [null, [], "1"] satisfies JsonValue[]) {
      expect(() => parseFrontier(value)).toThrow(FormatError);
    }
  });
});
