import { describe, expect, it } from "vitest";
import type { Entry } from "@/lib/entries/model";
import { createPredicate } from "@/lib/entries/predicate";
import { parseView } from "@/lib/entries/view";

const entry: Entry = {
  id: "evt_01JD8ABCDEFGHJKMNPQRSTVWXY",
  idx: 41,
  client: null,
  sidx: 7,
  recorded_at: "2026-11-21T13:53:02.118000Z",
  occurred_at: "2026-11-20T13:53:02Z",
  action: "ticket.status_changed",
  category: "tickets",
  verb: "update",
  outcome: "success",
  reason: null,
  actor: {
    type: "user",
    id: "u_1",
    email: "Alice@msp.test",
    name: "Alice Ng",
    role: null,
  },
  target: { type: "ticket", id: "1234", name: "Printer offline", url: null },
  targets: [{ type: "ticket", id: "99", name: "Other", url: null }],
  changes: [{ path: "/status", before: "Open", after: { state: "Closed" } }],
  context: {
    ip: "203.0.113.7",
    user_agent: "Mozilla/5.0 (X11; rv:146.0) Gecko/20100101 Firefox/146.0",
    session_id: "s_1",
    request_id: null,
  },
  request: null,
  response: null,
  metadata: {},
  vendor_record: { login: "ACME\\alice" },
  source: "web",
  vendor: null,
  key_id: "key_1",
  prev_hash: "00",
  hash: "01",
  org_prev_hash: "02",
  org_hash: "03",
};

const anyTime = { from: null, to: null };

function selects(
  query: string,
  range = anyTime as Parameters<typeof createPredicate>[1],
) {
  const { view, ignored } = parseView(new URLSearchParams(query));
  expect(ignored).toEqual([]);
  return createPredicate(view.filter, range)(entry);
}

describe("a filter selects an entry", () => {
  it.each([
    ["", "without any condition"],
    ["verb=delete,update", "by one of several values"],
    ["action=ticket.*", "by a prefix of its action"],
    ["actor=u_1", "by the actor's id"],
    ["actor=alice@MSP.test", "by the actor's e-mail address in any case"],
    ["actor=api:key_1", "by the key that sent it"],
    ["actor=type:user,-system", "by the type of the actor"],
    ["client=internal", "as one about no client"],
    ["client=-acme", "that is not about an excluded client"],
    ["vendor=-okta", "that lacks the value that is excluded"],
    ["ip=203.0.113.0/24", "by the network of its address"],
    ["ua=firefox", "by the family of its browser"],
    ["entity=ticket&id=1234", "by its record"],
    ["upto=41", "that is not newer than the frozen view"],
    ["q=printer+OFFLINE", "by words in any order and case"],
    ['q="Printer offline" -online', "by a phrase"],
    ["q=ACME%5Calice", "by a name with a backslash inside a nested value"],
    ['q={"state":"Closed"}', "by the JSON of a changed field"],
  ])("%s: %s", (query) => {
    expect(selects(query)).toBe(true);
  });

  it.each([
    ["verb=delete", "of another verb"],
    ["action=Ticket.*", "whose action is spelled in another case"],
    ["action=ticket", "whose action only begins so"],
    ["actor=system", "of a person, when the system was asked for"],
    ["actor=-alice@msp.test", "whose actor is excluded by address"],
    ["id=99", "by a further target of a bulk operation"],
    ["request=r_1", "that lacks the value"],
    ["ip=203.0.114.0/24", "from another network"],
    ["ua=chrome", "from another browser"],
    ["upto=40", "that is newer than the frozen view"],
    ["q=printer+-offline", "that holds an excluded word"],
    ["q=closedOpen", "by text that spans two values"],
    ["q=s_1", "by what is not searched, such as its session"],
  ])("not %s: one %s", (query) => {
    expect(selects(query)).toBe(false);
  });

  it("by the platform's clock: its first moment inclusive, its last exclusive", () => {
    const at = entry.recorded_at;
    expect(selects("", { from: at, to: null })).toBe(true);
    expect(selects("", { from: null, to: at })).toBe(false);
  });

  it("by the sender's claim when it is asked to and the two differ", () => {
    const dayBefore = {
      from: "2026-11-20T00:00:00.000000Z",
      to: "2026-11-21T00:00:00.000000Z",
    };
    expect(selects("", dayBefore)).toBe(false);
    expect(selects("by=occurred", dayBefore)).toBe(true);
  });
});
