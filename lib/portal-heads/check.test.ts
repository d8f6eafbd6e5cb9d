import { describe, expect, it } from "vitest";
import { formatBase64 } from "@/lib/proof/bytes";
import { formatSignedHead } from "@/lib/proof/signed-head";
import { createSigner } from "@/lib/proof/signed-note";
import { fillLog } from "@/testing/draft-log";
import { SealedLog } from "@/testing/sealed-log";
import { seedOf, testOrigin } from "@/testing/signed-epoch";
import { followHead, type HeadAnswer, sizeOfKept } from "./check";

const slot = 7;

/** A log of so many entries; another note makes it another past. */
function makeLog(count: number, log = new SealedLog(), isRewritten = false): SealedLog {
  if (isRewritten)
    log.append({ slot, fields: rewritten, at: "2026-01-01T00:00:00.000000Z" });
  return fillLog(log, count - (isRewritten ? 1 : 0), [slot]);
}

const rewritten = Array.from({ length: 8 }, () => '"rewritten"');

function answerOf(log: SealedLog, fromSize: number | null): HeadAnswer {
  const past = fromSize === null ? [] : [fromSize];
  const { proof, tlogProof, history } = log.parts({ kind: "client", past }, slot);
  return {
    head: formatSignedHead(proof, tlogProof),
    consistency: history[0]?.consistency.map(formatBase64) ?? null,
  };
}

const early = makeLog(9);
const policy = early.policyText();
const kept = { head: answerOf(early, null).head, policy };

describe("a browser that keeps the head it saw", () => {
  it("is content with a log that only grew, and with one that did not", () => {
    expect(followHead(null, answerOf(early, null), policy)).toMatchObject({
      kind: "first",
      size: 9,
    });
    expect(followHead(kept, answerOf(early, 9), policy).kind).toBe("grown");
    const grown = makeLog(23);
    expect(followHead(kept, answerOf(grown, 9), policy)).toMatchObject({
      kind: "grown",
      size: 23,
    });
    expect(sizeOfKept(kept)).toBe(9);
  });

  it("notices a past that was rewritten and signed again with the right key", () => {
    const forged = makeLog(23, new SealedLog(), true);
    const verdict = followHead(kept, answerOf(forged, 9), policy);
    expect(verdict).toMatchObject({ kind: "lost", keptSize: 9 });
    const same = followHead(kept, answerOf(makeLog(9, new SealedLog(), true), 9), policy);
    expect(same.kind).toBe("lost");
  });

  it("notices a log that was cut, one that proves nothing, and one under other keys", () => {
    expect(followHead(kept, answerOf(makeLog(5), null), policy)).toMatchObject({
      kind: "lost",
      why: "it is shorter than it was",
    });
    expect(followHead(kept, answerOf(makeLog(23), null), policy).kind).toBe("lost");
    const stranger = new SealedLog(createSigner(testOrigin, seedOf("another key")));
    const other = makeLog(23, stranger);
    expect(followHead(kept, answerOf(other, 9), other.policyText())).toMatchObject({
      kind: "lost",
      why: "it is signed with other keys",
    });
  });

  it("takes no head for seen that was never signed, and none for good that is not", () => {
    const invented = { head: kept.head.replace("9", "8"), policy };
    expect(sizeOfKept(invented)).toBeNull();
    expect(followHead(invented, answerOf(early, null), policy).kind).toBe("first");
    const answer = answerOf(early, 9);
    const changed = { ...answer, head: answer.head.replace(/\d{3}/, "000") };
    expect(followHead(kept, changed, policy).kind).toBe("unchecked");
  });
});
