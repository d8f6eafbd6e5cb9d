import { describe, expect, it } from "vitest";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry } from "@/lib/entries/model";
import { defaultChoices, type PortalChoices } from "./choices";
import { createProjection, isHidden, listHidden, listOpenSlots } from "./projection";

const staff = [
  { name: "Alice Ng", email: "alice@msp.example", role: "technician" },
  { name: "Bo Diaz", email: "bo@msp.example", role: "admin" },
];

const rich: Entry = {
  id: "evt_1",
  idx: 77_001,
  client: "acme",
  sidx: 12,
  recorded_at: "2026-11-21T13:53:02.000001Z",
  occurred_at: null,
  action: "ticket.assigned",
  category: "tickets",
  verb: "update",
  outcome: "success",
  reason: "secret-reason of Bo Diaz",
  actor: {
    type: "user",
    id: "usr_alice",
    email: "alice@msp.example",
    name: "Alice Ng",
    role: "technician",
  },
  target: {
    type: "ticket",
    id: "1234",
    name: "Printer, says Bo Diaz",
    url: "https://psa.internal/1234",
  },
  targets: [{ type: "user", id: "usr_bo", name: "Bo Diaz", url: null }],
  changes: [
    { path: "/assignee", before: "Alice Ng", after: { name: "bo diaz", note: "x" } },
    { path: "/status", before: "open", after: "assigned" },
  ],
  context: {
    ip: "198.51.100.9",
    user_agent: "secret-agent/1",
    session_id: "secret-session",
    request_id: "secret-request",
  },
  request: { body: "secret-request-body" },
  response: { body: "secret-response-body" },
  metadata: { note: "secret-note" },
  vendor_record: { raw: "secret-record" },
  source: "api",
  vendor: null,
  key_id: "key_secret",
  prev_hash: "00",
  hash: "11",
  org_prev_hash: "22",
  org_hash: "33",
};

function show(choices: Partial<PortalChoices>, entry = rich): Entry {
  return createProjection({ ...defaultChoices, ...choices }, staff)(entry);
}

describe("what leaves the server for a portal", () => {
  it("nothing hidden is in what a portal user gets", () => {
    const text = JSON.stringify(show({ staffNames: "role" }));
    for (const hidden of [
      ...["secret", "198.51.100.9", "psa.internal", "usr_alice", "usr_bo"],
      ...["Alice", "alice@", "Ng", "Diaz", "diaz"],
    ]) {
      expect(text).not.toContain(hidden);
    }
    expect(text).toContain("assigned");
  });

  it("a first name stands where the full one is not shown, in texts too", () => {
    const shown = show({ staffNames: "first" });
    expect(shown.actor).toMatchObject({ name: "Alice", email: null, id: "usr_alice" });
    expect(shown.target?.name).toBe("Printer, says Bo");
    expect(shown.changes[0]).toEqual({
      path: "/assignee",
      before: "Alice",
      after: { name: "Bo", note: "x" },
    });
  });

  it("where only roles are shown, the sentence says a role", () => {
    const shown = show({ staffNames: "role" });
    expect(describeEntry(shown, null)).toMatch(/^A technician assigned /);
    expect(shown.changes[0]?.before).toBe("a technician");
  });

  it("notes and addresses are shown where the MSP shows them, and names in them hidden", () => {
    const shown = show({ showsNotes: true, showsAddresses: true, staffNames: "role" });
    expect(shown.context.ip).toBe("198.51.100.9");
    expect(shown.reason).toBe("secret-reason of an admin");
    expect(show({ showsNotes: true }).metadata).toEqual({ note: "secret-note" });
  });

  it("a client's own people are shown whole, but only our own screens make somebody one", () => {
    const actor = { ...rich.actor, name: "Sam Reed", email: "sam@acme", role: "portal" };
    const own = { ...rich, actor, source: "web" as const };
    expect(show({ staffNames: "role" }, own).actor).toEqual(actor);
    expect(show({ staffNames: "role" }, own).context.ip).toBe("198.51.100.9");
    const claimed = show({ staffNames: "role" }, { ...own, source: "api" });
    expect(claimed.actor).toMatchObject({ name: null, email: null, id: null });
    expect(claimed.context.ip).toBeNull();
  });

  it("a hidden category is told by the entry's own category", () => {
    const choices = { ...defaultChoices, hiddenCategories: ["tickets"] };
    expect(isHidden(choices, rich)).toBe(true);
    expect(isHidden(choices, { ...rich, category: "billing" })).toBe(false);
  });

  it("an entry without secrets is shown as it is", () => {
    const everything = { showsNotes: true, showsAddresses: true };
    expect(show(everything)).toEqual(rich);
  });
});

describe("what of a proof may be opened", () => {
  it("exactly the fields that are shown whole", () => {
    const open = (choices: Partial<PortalChoices>) => listOpenSlots(rich, show(choices));
    expect(open({ showsNotes: true, showsAddresses: true })).toEqual([
      ...[0, 1, 2, 3, 4, 5, 6, 7],
      ...[8, 9],
    ]);
    expect(open({})).toEqual([0, 1, 2, 3, 4, 8, 9]);
    expect(open({ staffNames: "first" })).toEqual([0, 1, 3, 9]);
    expect(open({ staffNames: "role" })).toEqual([0, 3, 9]);
  });

  it("its page says what kind of thing is not shown", () => {
    expect(listHidden(rich, show({}))).toEqual([
      "the IP address",
      "the device",
      "internal notes",
    ]);
    const everything = { showsNotes: true, showsAddresses: true };
    expect(listHidden(rich, show(everything))).toEqual([]);
  });
});
