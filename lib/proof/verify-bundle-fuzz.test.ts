import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatArchive, scanArchive } from "@/lib/proof/archive";
import { parsePolicy } from "@/lib/proof/policy";
import { runToEnd, verifyArchive } from "@/lib/proof/verify-bundle";
import { archiveOf } from "@/testing/bundle-content";
import { fillLog } from "@/testing/draft-log";
import { SealedLog } from "@/testing/sealed-log";

/** Of the zip file, and of the files in it: the latter all cost a whole check. */
const zipChanges = 8_000;
const fileChanges = 2_000;
/** The archive's own reading refuses the others, which the whole check begins with. */
const wholeCheckEvery = 10;
const log = fillLog(new SealedLog(), 3);
const policy = parsePolicy(log.policyText("none").replace(/^witness.*\n/m, ""));
const files = [...log.bundle({ kind: "organization", past: [2] })].map(
  ([name, bytes]) => ({ name, bytes }),
);
const untouched = archiveOf(new Map(files.map(({ name, bytes }) => [name, bytes])));
const isAccepted = (bytes: Uint8Array) => runToEnd(verifyArchive(bytes, policy)).ok;

/** The positions and bits of every change: the same for the same seed. */
function drawChanges(count: number): [place: number, bits: number][] {
  const change = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }));
  return fc.sample(change, { numRuns: count, seed: 20_261_125 });
}

function flip(bytes: Uint8Array, place: number, bits: number): Uint8Array {
  const changed = bytes.slice();
  const at = place % bytes.length;
  changed[at] = (changed[at] ?? 0) ^ bits;
  return changed;
}

describe("no changed byte is accepted", () => {
  it("accepts the bundle that nobody touched", () => {
    expect(isAccepted(untouched)).toBe(true);
  });

  it("refuses a change of any byte of the zip file", () => {
    const accepted = drawChanges(zipChanges).filter(([place, bits], turn) => {
      const changed = flip(untouched, place, bits);
      const isRead = scanArchive(changed).problem === null;
      return isRead || (turn % wholeCheckEvery === 0 && isAccepted(changed));
    });
    expect(accepted).toEqual([]);
  });

  it("refuses a change of any byte of a file inside, zipped again", () => {
    const accepted = drawChanges(fileChanges).filter(([place, bits], turn) => {
      const chosen = turn % files.length;
      const changed = files.map((file, at) =>
        at === chosen ? { ...file, bytes: flip(file.bytes, place, bits) } : file,
      );
      return isAccepted(formatArchive(changed));
    });
    expect(accepted).toEqual([]);
  });

  it("refuses a file that is cut short or goes on", () => {
    for (let length = 0; length < untouched.length; length += 97) {
      expect(isAccepted(untouched.subarray(0, length))).toBe(false);
    }
    expect(isAccepted(new Uint8Array([...untouched, 0]))).toBe(false);
    expect(isAccepted(new Uint8Array([0, ...untouched]))).toBe(false);
  });
});
