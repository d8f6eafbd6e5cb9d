import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { EventInput } from "@/lib/entries/model";
import { redactEvent, redactValue } from "@/lib/entries/redact";
import { describeShared, sharedDir } from "@/testing/shared-data";

type Samples = {
  positive: { kind: string; value: string }[];
  negative: { value: string }[];
};

/** Every place of an event where a sender may put free text. */
function spread(text: string): EventInput {
  const body = { note: text, list: [[text]], said: `it says ${text} here` };
  return {
    action: "ticket.updated",
    actor: { type: "user", id: text, email: text, name: text, role: text },
    target: { type: "ticket", id: text, name: `see ${text}`, url: text },
    targets: [{ type: "ticket", name: text }],
    reason: `because ${text} was asked`,
    changes: [{ path: "/note", before: text, after: body }],
    context: { user_agent: `curl/8 ${text}`, session_id: text, request_id: text },
    request: { url: text, body, raw: JSON.stringify(body) },
    response: text,
    metadata: { deep: { deeper: [{ text }] } },
    before: body,
    after: { note: text },
  };
}

/** What must be gone: the part that a person would have to rotate. */
function secretPart(value: string): string {
  const longest = value.match(/[\w~.+/-]{15,}/g)?.sort((a, b) => b.length - a.length)[0];
  return value.includes("db.internal") ? "CDYH4ZXepCByIw1d" : (longest ?? value);
}

describeShared("the synthetic secrets", () => {
  const path = `${sharedDir}fuzz/own/secrets-synthetic.json`;
  const { positive, negative }: Samples = JSON.parse(readFileSync(path, "utf8"));

  it.each(positive)("$kind is gone from every place of an event", ({ value }) => {
    const text = JSON.stringify(redactEvent(spread(value)));
    expect(text).not.toContain(JSON.stringify(value).slice(1, -1));
    expect(text).not.toContain(secretPart(value));
    expect(text).toContain("[REDACTED]");
  });

  it.each(negative)("the look-alike $value is kept byte for byte", ({ value }) => {
    const event = spread(value);
    expect(redactEvent(event)).toBe(event);
  });
});

describeShared("the sensitive names we were given", () => {
  const path = `${sharedDir}fuzz/own/sensitive-keys.json`;
  const names: Record<"substring" | "exact" | "allow", string[]> = JSON.parse(
    readFileSync(path, "utf8"),
  );
  /** The contract's own field, and names that are often a tag's or a statement's. */
  const judgedByValue = ["sessionid", "sid", "key"];

  it("hide their values", () => {
    for (const name of [...names.substring, ...names.exact]) {
      if (judgedByValue.includes(name)) continue;
      expect(redactValue({ [name]: "x1y2" })).toEqual({ [name]: "[REDACTED]" });
    }
  });

  it("hide nothing when they only tell about a secret", () => {
    for (const name of names.allow) {
      expect(redactValue({ [name]: "x1y2" })).toEqual({ [name]: "x1y2" });
    }
  });
});

describe("an event", () => {
  it("without secrets comes back as the same object", () => {
    const event = spread("Printer offline");
    expect(redactEvent(event)).toBe(event);
  });

  it("keeps the fields of the contract, whatever their names", () => {
    const event: EventInput = {
      action: "password.changed",
      actor: { type: "api_key", id: "key_1" },
      context: { session_id: "s_91c0", ip: "203.0.113.7" },
      idempotency_key: "order-4711",
    };
    expect(redactEvent(event)).toBe(event);
  });

  it("is not changed in place", () => {
    const event = spread("password=x1");
    const copy = structuredClone(event);
    redactEvent(event);
    expect(event).toEqual(copy);
  });

  it("hides both sides of a change whose path names a secret", () => {
    const { changes } = redactEvent({
      action: "user.updated",
      changes: [
        { path: "/user/api_token", before: "a1", after: "b2" },
        { path: "/mfa_secret", before: null, after: { seed: "x" } },
        { path: "/credentials/0/value", before: "a1" },
        { path: "/password_changed_at", before: "2026-01-01", after: "2026-02-01" },
        { path: "/password", before: "", after: true },
      ],
    });
    expect(changes).toEqual([
      { path: "/user/api_token", before: "[REDACTED]", after: "[REDACTED]" },
      { path: "/mfa_secret", before: null, after: "[REDACTED]" },
      { path: "/credentials/0/value", before: "[REDACTED]" },
      { path: "/password_changed_at", before: "2026-01-01", after: "2026-02-01" },
      { path: "/password", before: "", after: true },
    ]);
  });

  it("still says that a secret changed when only the two records were sent", () => {
    const { before, after, changes } = redactEvent({
      action: "user.updated",
      before: { name: "Bo", password: "old" },
      after: { name: "Bo", password: "new" },
    });
    expect([before, after]).toEqual([
      { name: "Bo", password: "[REDACTED]" },
      { name: "Bo", password: "[REDACTED]" },
    ]);
    expect(changes).toEqual([
      { path: "/password", before: "[REDACTED]", after: "[REDACTED]" },
    ]);
  });
});

describe("a JSON value", () => {
  it("loses whole objects and lists under a sensitive name", () => {
    expect(
      redactValue({ credentials: { user: "a", list: [1] }, tokens: ["a"], pin: 1234 }),
    ).toEqual({ credentials: "[REDACTED]", tokens: "[REDACTED]", pin: "[REDACTED]" });
  });

  it("keeps null, empty texts and booleans: nothing secret is in them", () => {
    const value = { password: null, secret: "", token: false };
    expect(redactValue(value)).toBe(value);
  });

  it("is judged by its label where a member is written as an object", () => {
    expect(
      redactValue([
        { name: "X-Api-Key", value: "a1" },
        { displayName: "Password", oldValue: "a1", newValue: "b2" },
        { key: "colour", value: "red" },
      ]),
    ).toEqual([
      { name: "X-Api-Key", value: "[REDACTED]" },
      { displayName: "Password", oldValue: "[REDACTED]", newValue: "[REDACTED]" },
      { key: "colour", value: "red" },
    ]);
  });

  it("loses a card number also when it is a number", () => {
    expect(redactValue({ paid: 4111111111111111, at: 1763719200000 })).toEqual({
      paid: "[REDACTED]",
      at: 1763719200000,
    });
  });

  it("loses a token that is used as a name", () => {
    const token = `ghp_${"a1".repeat(18)}`;
    expect(redactValue({ [token]: 1, b: 2 })).toEqual({ "[REDACTED]": 1, b: 2 });
  });

  it("holds no bytes of a Buffer", () => {
    expect(redactValue({ file: { type: "Buffer", data: [137, 80, 78, 71] } })).toEqual({
      file: "[BINARY DATA]",
    });
    const other = { type: "Buffer", data: [1], note: "x" };
    expect(redactValue(other)).toBe(other);
  });

  it("keeps a member named __proto__ a member", () => {
    const value = JSON.parse('{"__proto__": {"password": "x1"}, "password": "x2"}');
    expect(JSON.stringify(redactValue(value))).toBe(
      '{"__proto__":{"password":"[REDACTED]"},"password":"[REDACTED]"}',
    );
  });
});
