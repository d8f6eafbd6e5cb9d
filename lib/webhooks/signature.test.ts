import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { describeShared, sharedDir } from "@/testing/shared-data";
import { signMessage } from "./channels/signature";
import { attemptsMax, parseRetryAfter, pauseAfter, pauses, readOutcome } from "./model";

const one = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const other = `whsec_${Buffer.alloc(32, 2).toString("base64")}`;

describeShared("the signature of a webhook (T-80)", () => {
  const file = `${sharedDir}fuzz/own/standard-webhooks-vector.json`;
  const vector = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;

  it("is the known answer of Standard Webhooks", () => {
    const at = new Date(Number(vector.timestamp) * 1000);
    const body = vector.payload ?? "";
    const headers = signMessage([vector.secret ?? ""], { id: vector.id ?? "", at, body });
    expect(headers["webhook-signature"]).toBe(vector.signature);
  });
});

describe("a signed message", () => {
  it("is taken by whoever holds either secret while they change over, and by nobody else", () => {
    const body = '{"type":"webhook.test"}';
    const headers = signMessage([one, other], { id: "msg_1", at: new Date(), body });
    expect(new Webhook(one).verify(body, headers)).toEqual(JSON.parse(body));
    expect(new Webhook(other).verify(body, headers)).toEqual(JSON.parse(body));
    const third = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
    expect(() => new Webhook(third).verify(body, headers)).toThrow();
    expect(() => new Webhook(one).verify(`${body} `, headers)).toThrow();
  });
});

describe("what a receiver answers", () => {
  it.each([
    [200, "delivered"],
    [204, "delivered"],
    [410, "gone"],
    [400, "refused"],
    [429, "refused"],
    [503, "refused"],
  ])("%i means %s", (status, kind) => {
    expect(readOutcome(status, null).kind).toBe(kind);
  });

  it("is tried again later and later, a fifth more or less, and at last no more", () => {
    const outcome = readOutcome(500, null);
    for (const [at, seconds] of pauses.entries()) {
      expect(pauseAfter(at + 1, outcome, () => 0)).toBeCloseTo(seconds * 0.8);
      const most = pauseAfter(at + 1, outcome, () => 1) ?? 0;
      expect(most).toBeLessThanOrEqual(seconds * 1.2 + 1e-9);
    }
    expect(pauseAfter(attemptsMax, outcome, () => 0)).toBeNull();
  });

  it("says when to come back, in seconds or by the clock, and that is kept", () => {
    const now = Date.parse("2026-11-26T10:00:00Z");
    expect(parseRetryAfter("120", now)).toBe(120);
    expect(parseRetryAfter("Thu, 26 Nov 2026 10:01:00 GMT", now)).toBe(60);
    expect(parseRetryAfter("soon", now)).toBeNull();
    expect(pauseAfter(1, readOutcome(429, "300"), () => 0)).toBe(300);
    expect(pauseAfter(1, readOutcome(429, "999999999"), () => 0)).toBe(86_400);
  });
});
