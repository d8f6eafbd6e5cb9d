import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/kit/errors";
import { encodeText } from "@/lib/proof/bytes";
import { describeShared, sharedDir } from "@/testing/shared-data";
import { isInstant } from "./claim";
import { type BodyKind, parseEvents } from "./intake";
import { limits } from "./model";

/** What the reader says: how many events, or the code and the first pointer. */
function outcomeOf(body: string, kind: BodyKind = "json"): number | string {
  try {
    return parseEvents(encodeText(body), kind).length;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return [thrown.code, ...(thrown.facts.errors ?? []).map((e) => e.pointer)].join(" ");
  }
}

function eventOfBytes(bytes: number): string {
  const empty = '{"action":"a.done","metadata":{"text":""}}';
  const filler = "é".repeat(Math.floor((bytes - empty.length) / 2));
  const rest = "x".repeat(bytes - empty.length - encodeText(filler).length);
  return empty.replace('""', `"${filler}${rest}"`);
}

function eventOfDepth(depth: number): string {
  const lists = depth - 2;
  return `{"action":"a","metadata":{"deep":${"[".repeat(lists)}${"]".repeat(lists)}}}`;
}

describe("an event", () => {
  it("is taken at the limit of its bytes and refused one past it (T-55)", () => {
    const largest = eventOfBytes(limits.eventBytesMax);
    const tooLarge = eventOfBytes(limits.eventBytesMax + 1);
    expect(encodeText(largest)).toHaveLength(limits.eventBytesMax);
    expect(outcomeOf(largest)).toBe(1);
    expect(outcomeOf(tooLarge)).toBe("request.too_large ");
    expect(outcomeOf(`{"events":[{"action":"a"},${largest}]}`)).toBe(2);
    expect(outcomeOf(`{"events":[{"action":"a"},${tooLarge}]}`)).toBe(
      "request.too_large /events/1",
    );
    expect(outcomeOf(`${largest}\n${largest}`, "ndjson")).toBe(2);
    expect(outcomeOf(`${largest}\n${tooLarge}`, "ndjson")).toBe(
      "request.too_large /events/1",
    );
  });

  it("is measured as it will be stored: numbers may not swell past the limit", () => {
    const swelling = `[${"1e20,".repeat(limits.eventBytesMax / 6)}1]`;
    const body = `{"action":"a","metadata":{"n":${swelling}}}`;
    expect(encodeText(body).length).toBeLessThan(limits.eventBytesMax);
    expect(outcomeOf(body)).toBe("request.too_large ");
  });

  it("is taken at the limit of its depth and refused one past it, alone or in a batch", () => {
    const deepest = eventOfDepth(limits.depthMax);
    const tooDeep = eventOfDepth(limits.depthMax + 1);
    expect(outcomeOf(deepest)).toBe(1);
    expect(outcomeOf(deepest, "ndjson")).toBe(1);
    expect(outcomeOf(`{"events":[${deepest}]}`)).toBe(1);
    expect(outcomeOf(tooDeep)).toMatch(/^event\.invalid \/metadata\/deep/);
    expect(outcomeOf(tooDeep, "ndjson")).toMatch(/^event\.invalid \/events\/0\/meta/);
    expect(outcomeOf(`{"events":[${tooDeep}]}`)).toMatch(
      /^event\.invalid \/events\/0\/m/,
    );
  });

  it("may not reach past its depth by calling itself a batch", () => {
    const deep = "[".repeat(limits.depthMax) + "]".repeat(limits.depthMax);
    expect(outcomeOf(`{"events":1,"metadata":${deep}}`)).toMatch(/^event\.invalid/);
    expect(outcomeOf(`{"action":"a","events":[],"x":${deep}}`)).toMatch(
      /^event\.invalid/,
    );
  });

  it("has as many changes as the limit and not one more", () => {
    const changes = (count: number) =>
      JSON.stringify({
        action: "a",
        changes: Array.from({ length: count }, (_, at) => ({
          path: `/f${at}`,
          after: at,
        })),
      });
    expect(outcomeOf(changes(limits.changesMax))).toBe(1);
    expect(outcomeOf(changes(limits.changesMax + 1))).toBe("event.invalid /changes");
  });

  it("has an action of at most the named length", () => {
    const action = (length: number) => JSON.stringify({ action: "a".repeat(length) });
    expect(outcomeOf(action(limits.actionLengthMax))).toBe(1);
    expect(outcomeOf(action(limits.actionLengthMax + 1))).toBe("event.invalid /action");
  });
});

describe("a request", () => {
  const line = '{"action":"a"}';

  it("holds as many events as the limit and not one more", () => {
    const batch = (count: number) => `{"events":[${Array(count).fill(line).join(",")}]}`;
    const lines = (count: number) => `${line}\n`.repeat(count);
    expect(outcomeOf(batch(limits.requestEventsMax))).toBe(limits.requestEventsMax);
    expect(outcomeOf(batch(limits.requestEventsMax + 1))).toBe("request.too_large");
    expect(outcomeOf(lines(limits.requestEventsMax), "ndjson")).toBe(
      limits.requestEventsMax,
    );
    expect(outcomeOf(lines(limits.requestEventsMax + 1), "ndjson")).toBe(
      "request.too_large",
    );
  });

  it("of countless lines is refused at the first line too many, before the rest is read", () => {
    const body = `${line}\n`.repeat(limits.requestEventsMax + 1);
    expect(outcomeOf(`${body}this line is not JSON\n`, "ndjson")).toBe(
      "request.too_large",
    );
  });
});

describe("an answer", () => {
  it("names the first mistakes of a request that is full of them, and says so", () => {
    const keys = Array.from({ length: 20_000 }, (_, at) => `"k${at}":0`).join(",");
    try {
      parseEvents(encodeText(`{"action":"a",${keys}}`), "json");
      expect.unreachable();
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      expect(thrown.facts.errors?.length).toBe(100);
      expect(thrown.message).toMatch(/^More than 100 values are refused/);
    }
  });
});

describeShared("the hostile times of the fuzz corpus (T-53)", () => {
  const file = join(sharedDir, "fuzz/own/time-hostile.json");
  const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: string[] };
  const real = new Set([
    "9999-12-31T23:59:59.999Z",
    "1970-01-01T00:00:00Z",
    "2026-10-25T01:30:00+01:00",
    "2038-01-19T03:14:08Z",
    "2026-11-21T06:00:00.123456789Z",
  ]);

  it.each(vectors)("%s is taken exactly when it is an RFC 3339 instant", (text) => {
    expect(isInstant(text)).toBe(real.has(text));
    const body = JSON.stringify({ action: "a", occurred_at: text });
    expect(outcomeOf(body)).toBe(real.has(text) ? 1 : "event.invalid /occurred_at");
  });

  it("are all of the corpus", () => {
    expect(vectors).toHaveLength(22);
    expect(vectors.filter((text) => real.has(text))).toHaveLength(real.size);
  });
});

describe("a claimed time", () => {
  it.each([
    "2024-02-29T00:00:00Z",
    "2026-01-01t00:00:00z",
    "0001-01-01T00:00:00Z",
    "2026-01-01T00:00:00-15:59",
  ])("%s is one", (text) => {
    expect(isInstant(text)).toBe(true);
  });

  it.each([
    "2100-02-29T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:00+16:00",
    "2026-01-01T00:00:00+01:60",
    "2026-01-01T00:00:00",
    "2026-01-01T00:00:00.Z",
    "2026-01-01 00:00:00Z",
    " 2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00Z\n",
    "２０２６-01-01T00:00:00Z",
  ])("%j is none", (text) => {
    expect(isInstant(text)).toBe(false);
  });
});
