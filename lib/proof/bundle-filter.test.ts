import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPredicate } from "@/lib/entries/predicate";
import { prepareEntry } from "@/lib/entries/prepare";
import { parseEntry } from "@/lib/entries/row";
import { formatView, parseView } from "@/lib/entries/view";
import type { SlotValues } from "@/lib/proof/bundle-csv";
import { createSelection } from "@/lib/proof/bundle-filter";
import type { JsonValue } from "@/lib/proof/json-value";
import {
  meetingVocabulary,
  type SentEvent,
  sentArbitrary,
} from "@/testing/entry-arbitrary";
import { filterArbitrary } from "@/testing/filter-arbitrary";

const filters = filterArbitrary(meetingVocabulary).map((filter) => ({
  ...filter,
  upto: null,
  range: { kind: "relative" as const, token: "7d" },
  by: "recorded" as const,
}));
const always = { from: null, to: null };

describe("a bundle's filter", () => {
  it("a bundle's filter selects what the log's filter selects", () => {
    let [decided, undecided] = [0, 0];
    fc.assert(
      fc.property(filters, sentArbitrary, (filter, sent) => {
        const { view } = parseView(new URLSearchParams());
        const { decide, slots } = createSelection(formatView({ ...view, filter }));
        const { values, entry } = store(sent);
        const answer = decide(values);
        const expected = createPredicate(filter, always)(entry);
        if (answer !== null) expect(answer).toBe(expected);
        if (slots === null) {
          undecided += 1;
          return;
        }
        decided += 1;
        expect(answer).toBe(expected);
        const opened = new Map([...values].filter(([slot]) => slots.includes(slot)));
        expect(decide(opened)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
    expect(decided).toBeGreaterThan(100);
    expect(undecided).toBeGreaterThan(100);
  });

  it("decides nothing from values that are not shown", () => {
    const { decide, slots } = createSelection("action=ticket.*&outcome=-failed");
    expect(decide(new Map())).toBe(null);
    expect(slots).toEqual([0]);
    const failed = new Map<number, JsonValue>([
      [0, { action: "ticket.created", category: "tickets", outcome: "failed" }],
    ]);
    expect(decide(failed)).toBe(false);
  });

  it.each(["q=printer", "client=acme", "ip=10.0.0.0/8", "actor=api:key_1", "x=1"])(
    "can prove nothing complete for %s",
    (filter) => {
      expect(createSelection(filter).slots).toBe(null);
    },
  );

  it("selects everything where there is none, or only a range", () => {
    for (const filter of [null, "", "range=30d", "from=2026-01-01&to=2026-02-01"]) {
      const { decide, slots } = createSelection(filter);
      expect(decide(new Map())).toBe(true);
      expect(slots).toEqual([]);
    }
  });
});

function store({
  event,
  source,
  keyId,
  client,
  vendor,
  vendorRecord,
  recordedAt,
}: SentEvent) {
  const prepared = prepareEntry(
    event,
    {
      actor: { type: "system", id: null, email: null, name: null, role: null },
      keyId,
      source,
      context: { ip: null, user_agent: null, session_id: null, request_id: null },
    },
    { clientId: client, targets: event.targets ?? [], isTargetForeign: false },
    { id: "evt_1", entryKey: new Uint8Array(16), vendor, vendorRecord },
  );
  const values: SlotValues = new Map(
    prepared.fields.map((text, slot) => [slot, JSON.parse(text) as JsonValue]),
  );
  const hashes = { prevHash: "", hash: "", orgPrevHash: "", orgHash: "" };
  const row = { id: "evt_1", idx: "0", sidx: "0", client, recordedAt, ...hashes };
  const { verb, fields } = prepared;
  return { values, entry: parseEntry({ ...row, verb, fields }) };
}
