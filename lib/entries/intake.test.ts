import { describe, expect, it } from "vitest";
import { AppError, type FieldError } from "@/lib/kit/errors";
import { encodeText } from "@/lib/proof/bytes";
import { type BodyKind, kindOfBody, parseEvents, type ReceivedEvent } from "./intake";

function read(body: string, kind: BodyKind = "json"): ReceivedEvent[] {
  return parseEvents(encodeText(body), kind);
}

function refusalOf(body: string | object, kind: BodyKind = "json"): AppError {
  try {
    read(typeof body === "string" ? body : JSON.stringify(body), kind);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error(`accepted: ${JSON.stringify(body).slice(0, 200)}`);
}

function errorsOf(body: string | object, kind: BodyKind = "json"): FieldError[] {
  const refusal = refusalOf(body, kind);
  expect(refusal.code).toBe("event.invalid");
  return refusal.facts.errors ?? [];
}

function pointersOf(body: string | object, kind: BodyKind = "json"): string[] {
  return errorsOf(body, kind).map(({ pointer }) => pointer);
}

describe("the type of a body", () => {
  it.each([
    ["application/json", "json"],
    ["Application/JSON; charset=UTF-8", "json"],
    ['application/json;charset="utf-8"', "json"],
    ["application/json; profile=x", "json"],
    ["application/x-ndjson", "ndjson"],
    ["application/ndjson; charset=utf-8", "ndjson"],
    ["application/jsonl", "ndjson"],
  ])("%s is read as %s", (type, kind) => {
    expect(kindOfBody(type)).toBe(kind);
  });

  it.each([
    null,
    "",
    "text/plain",
    "text/json",
    "application/json; charset=utf-16",
    "application/json; charset=iso-8859-1",
    "application/json; charset=",
    "application/json, text/plain",
    "application/json+xml",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
  ])("%s is refused (T-54)", (type) => {
    expect(kindOfBody(type)).toBeNull();
  });
});

describe("a body", () => {
  it("may be one event, a batch or lines, with the place of each event", () => {
    const one = read('{"action":"a.done"}');
    expect(one).toEqual([{ event: { action: "a.done" }, pointer: "" }]);
    const batch = read('{"events":[{"action":"a.done"},{"action":"b.done"}]}');
    expect(batch.map(({ event, pointer }) => [event.action, pointer])).toEqual([
      ["a.done", "/events/0"],
      ["b.done", "/events/1"],
    ]);
    const lines = '{"action":"a.done"}\r\n\r\n\n{"action":"b.done"}';
    expect(read(lines, "ndjson")).toEqual(batch);
    expect(read(`${lines}\r\n`, "ndjson")).toEqual(batch);
  });

  it.each([
    ["json", ""],
    ["json", '{"events":[]}'],
    ["ndjson", ""],
    ["ndjson", "\r\n\n"],
  ] as const)("of %s without an event (%j) is refused as empty", (kind, body) => {
    expect(refusalOf(body, kind).code).toBe("request.empty");
  });

  it("with anything beside the list of events is refused", () => {
    expect(pointersOf({ events: [{ action: "a" }], action: "b" })).toEqual(["/events"]);
    expect(pointersOf({ events: { action: "a" } })).toEqual(["/events"]);
    expect(pointersOf('[{"action":"a.done"}]')).toEqual([""]);
    expect(pointersOf("null")).toEqual([""]);
  });

  it("cut off is malformed, and the line and byte are named", () => {
    const lines = '{"action":"a.done"}\n{"action":"b.do';
    const refusal = refusalOf(lines, "ndjson");
    expect(refusal.code).toBe("request.malformed");
    expect(refusal.message).toMatch(/^line 2: .* at byte 15\.$/);
    expect(refusal.facts.errors?.[0]?.pointer).toMatch(/^\/events\/1/);
    expect(refusalOf('{"action":"a.done"').code).toBe("request.malformed");
  });

  it("that is not UTF-8 or begins with a byte order mark is malformed", () => {
    const bad = new Uint8Array([...encodeText('{"action":"'), 0xff, 0x22, 0x7d]);
    expect(() => parseEvents(bad, "json")).toThrow(/is not UTF-8/);
    expect(refusalOf('\ufeff{"action":"a.done"}').code).toBe("request.malformed");
  });

  it("with a blank line of spaces between events is malformed, not skipped", () => {
    const refusal = refusalOf('{"action":"a.done"}\n  \n', "ndjson");
    expect(refusal.code).toBe("request.malformed");
  });
});

describe("what JSON allows and an entry cannot keep", () => {
  it.each([
    ["a key twice", '{"action":"a","metadata":{"k":1,"k":2}}', "/metadata/k"],
    ["U+0000", '{"action":"a","reason":"x\\u0000"}', "/reason"],
    ["half a surrogate pair", '{"action":"a","reason":"\\ud800"}', "/reason"],
    ["2^53+1", '{"action":"a","metadata":{"n":9007199254740993}}', "/metadata/n"],
    ["1e400", '{"action":"a","metadata":{"n":[0,1e400]}}', "/metadata/n/1"],
  ])("%s is refused where it stands", (_title, body, pointer) => {
    expect(pointersOf(body)).toEqual([pointer]);
    expect(pointersOf(`{"action":"b"}\n${body}`, "ndjson")).toEqual([
      `/events/1${pointer}`,
    ]);
  });
});

describe("a field", () => {
  const setByCustody = ["organization_id", "idx", "hash", "recorded_at"];

  it.each(setByCustody)("%s is refused as Custody's own (T-07)", (name) => {
    const errors = errorsOf({ action: "a", [name]: "x" });
    expect(errors).toEqual([
      { pointer: `/${name}`, detail: "is set by Custody and may not be sent" },
    ]);
  });

  it("nobody knows is refused at every level, with the way out", () => {
    const body = {
      action: "a",
      colour: 1,
      actor: { type: "user", is_owner: true },
      target: { type: "ticket", "a/b~c": 1 },
      context: { geo: "x" },
      changes: [{ path: "/a", old: 1 }],
    };
    expect(pointersOf({ events: [{ action: "b" }, body] }).sort()).toEqual([
      "/events/1/actor/is_owner",
      "/events/1/changes/0/old",
      "/events/1/colour",
      "/events/1/context/geo",
      "/events/1/target/a~1b~0c",
    ]);
    expect(errorsOf({ action: "a", colour: 1 })[0]?.detail).toContain("metadata");
  });

  it("called __proto__ or constructor is refused like any other, and changes nothing", () => {
    const body = '{"action":"a","__proto__":{"role":"owner"},"constructor":{"x":1}}';
    expect(pointersOf(body).sort()).toEqual(["/__proto__", "/constructor"]);
    expect(({} as Record<string, unknown>).role).toBeUndefined();
    const inside = read('{"action":"a","metadata":{"__proto__":{"role":"owner"}}}');
    expect(Object.keys(inside[0]?.event.metadata ?? {})).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>).role).toBeUndefined();
  });

  it.each([
    ["/action", { action: "has space" }],
    ["/action", {}],
    ["/actor/type", { action: "a", actor: { type: "root" } }],
    ["/target/type", { action: "a", target: { id: "1" } }],
    ["/targets/1/id", { action: "a", targets: [{ type: "t" }, { type: "t", id: 7 }] }],
    ["/outcome", { action: "a", outcome: "ok" }],
    ["/metadata", { action: "a", metadata: [] }],
    ["/before", { action: "a", before: "x" }],
    ["/clients", { action: "a", clients: [] }],
    ["/clients", { action: "a", client: "x", clients: ["y"] }],
    ["/changes", { action: "a", changes: [], after: {} }],
    ["/changes/0/path", { action: "a", changes: [{ path: "status" }] }],
    ["/changes/1/path", { action: "a", changes: [{ path: "" }, { path: "/a~2" }] }],
    ["/category", { action: "a", category: "Has Space" }],
    ["/context/ip", { action: "a", context: { ip: "300.1.1.1" } }],
    ["/context/ip", { action: "a", context: { ip: "redacted" } }],
    ["/idempotency_key", { action: "a", idempotency_key: "" }],
    ["/occurred_at", { action: "a", occurred_at: "yesterday" }],
  ])("at %s that is wrong is pointed at: %j", (pointer, body) => {
    expect(pointersOf(body)).toEqual([pointer]);
    expect(pointersOf({ events: [body] })).toEqual([`/events/0${pointer}`]);
  });

  it("null says the same as a field that is not sent", () => {
    const body = { action: "a", actor: null, target: null, changes: null, client: null };
    expect(read(JSON.stringify(body))).toHaveLength(1);
  });

  it("for the address loses its port", () => {
    const [four] = read('{"action":"a","context":{"ip":"203.0.113.7:443"}}');
    const [six] = read('{"action":"a","context":{"ip":"[2001:db8::7]:443"}}');
    expect(four?.event.context?.ip).toBe("203.0.113.7");
    expect(six?.event.context?.ip).toBe("2001:db8::7");
  });

  it("for idempotency may not repeat within a request", () => {
    const event = { action: "a", idempotency_key: "k" };
    const other = { action: "a", idempotency_key: "other" };
    expect(pointersOf({ events: [event, other, event] })).toEqual([
      "/events/2/idempotency_key",
    ]);
  });
});
