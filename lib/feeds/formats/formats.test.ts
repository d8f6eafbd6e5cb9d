import { describe, expect, it } from "vitest";
import type { Entry } from "@/lib/entries/model";
import { formatCef } from "./cef";
import { formatEcs } from "./ecs";
import { formatOcsf } from "./ocsf";
import { frameSyslog } from "./syslog";

const entry: Entry = {
  id: "ent_1",
  idx: 12,
  client: "acme",
  sidx: 3,
  recorded_at: "2026-01-05T08:00:00.123456Z",
  occurred_at: null,
  action: "session.started",
  category: "authentication",
  verb: "login",
  outcome: "denied",
  reason: "wrong=password|\nsecond line",
  actor: { type: "user", id: "u_1", email: "ann@acme.example", name: "Ann", role: null },
  target: null,
  targets: [],
  changes: [],
  context: {
    ip: "203.0.113.9",
    user_agent: "curl\\8",
    session_id: null,
    request_id: null,
  },
  request: null,
  response: null,
  metadata: {},
  vendor_record: null,
  source: "api",
  vendor: null,
  key_id: null,
  prev_hash: "p",
  hash: "h",
  org_prev_hash: "op",
  org_hash: "oh",
};

describe("an entry as OCSF", () => {
  it("is an Authentication event with its status, user and place", () => {
    expect(formatOcsf(entry)).toMatchObject({
      class_uid: 3002,
      category_uid: 3,
      activity_id: 1,
      type_uid: 300201,
      severity_id: 3,
      status_id: 2,
      time: Date.parse("2026-01-05T08:00:00.123Z"),
      user: { uid: "u_1", email_addr: "ann@acme.example" },
      src_endpoint: { ip: "203.0.113.9" },
      metadata: { uid: "ent_1", sequence: 12 },
    });
  });

  it("is Entity Management for a record that changed, and API Activity for the rest", () => {
    const target = { type: "ticket", id: "7", name: "Printer", url: null } as never;
    const deleted = { ...entry, action: "ticket.deleted", verb: "delete", target };
    expect(formatOcsf({ ...deleted, category: "tickets" })).toMatchObject({
      class_uid: 3004,
      type_uid: 300404,
      entity: { type: "ticket", uid: "7" },
    });
    const sent = { ...entry, action: "mail.sent", verb: "send", category: "mail" };
    expect(formatOcsf(sent)).toMatchObject({
      class_uid: 6003,
      type_uid: 600399,
      api: { operation: "mail.sent" },
    });
  });
});

it("an entry as ECS says who, what, from where and how it ended in the schema's own words", () => {
  expect(formatEcs(entry)).toMatchObject({
    "@timestamp": "2026-01-05T08:00:00.123456Z",
    event: {
      category: ["authentication"],
      type: ["denied"],
      outcome: "failure",
      sequence: 12,
    },
    user: { id: "u_1", name: "Ann" },
    source: { ip: "203.0.113.9" },
    organization: { id: "acme" },
  });
});

describe("an entry as CEF", () => {
  it("stays one line, and no value can pass for another field", () => {
    const line = formatCef({ ...entry, action: "a|b\\c" });
    expect(line).not.toContain("\n");
    expect(line).toContain("|a\\|b\\\\c|");
    expect(line).toContain("reason=wrong\\=password|\\nsecond line");
    expect(line).toContain("requestClientApplication=curl\\\\8");
    expect(line).toContain("suser=ann@acme.example src=203.0.113.9");
  });
});

describe("a syslog message", () => {
  it("is framed by its length in bytes, with a header of printable ASCII", () => {
    const framed = frameSyslog({ ...entry, action: "ä b" }, "org ü", "täxt\nmore");
    const text = framed.toString("utf8");
    const [length = ""] = text.split(" ");
    expect(framed.length).toBe(length.length + 1 + Number(length));
    expect(text).toMatch(
      /^\d+ <108>1 2026-01-05T08:00:00\.123456Z org__ custody - __b - täxt more$/,
    );
  });
});
