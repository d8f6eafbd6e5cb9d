import { describe, expect, it } from "vitest";
import { fillLog } from "@/testing/draft-log";
import { SealedLog } from "@/testing/sealed-log";
import { parsePolicy, policyOfKeys } from "./policy";
import { formatSignedHead, verifySignedHead } from "./signed-head";

const log = fillLog(new SealedLog(), 9, [7]);
const policy = parsePolicy(log.policyText("w1"));
const { proof, tlogProof } = log.parts({ kind: "client" }, 7);
const text = formatSignedHead(proof, tlogProof);

describe("the head of a stream as a mail carries it", () => {
  it("holds with the log's keys, whatever mail made of its line ends and put below it", () => {
    for (const received of [
      text,
      text.replaceAll("\n", "\r\n"),
      `${text}\n-- \nSent weekly.\n`,
    ]) {
      const verdict = verifySignedHead(received, policy);
      expect(verdict).toMatchObject({ ok: true, value: { head: { size: proof.size } } });
    }
  });

  it("does not hold with a character changed", () => {
    for (let at = 0; at < text.length; at += 7) {
      const other = text[at] === "A" ? "B" : "A";
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      expect(verifySignedHead(changed, policy).ok, `character ${at}`).toBe(false);
    }
  });

  it("does not hold with keys that are not the log's", () => {
    expect(verifySignedHead(text, policyOfKeys([]))).toMatchObject({ ok: false });
  });
});
