import fc from "fast-check";
import {
  actorTypes,
  type Context,
  type EventInput,
  outcomes,
  type Source,
  sources,
} from "@/lib/entries/model";
import { formatInstant, instantOf } from "@/lib/kit/time";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";
import type { Vocabulary } from "@/testing/filter-arbitrary";

/** An event with all that surrounds it: who sends it, whose it is, and when. */
export type SentEvent = {
  event: EventInput;
  source: Source;
  keyId: string | null;
  client: string | null;
  vendor: string | null;
  vendorRecord: JsonValue;
  recordedAt: string;
};

export const clientSlugs = ["acme", "globex"] as const;

/** All entries are of this minute, so ranges cut through them; no clock is past it. */
const start = instantOf(new Date("2090-10-29T00:59:30.000Z"));

/** Few values, so that entries and filters meet; each hostile to some layer below. */
const words = [
  "Printer offline",
  "printer",
  "a,b",
  "-dash",
  "ACME\\bob",
  "ACME\\\\bob",
  'say "hi"',
  "100%",
  "under_score",
  "Müller",
  "MÜLLER straße",
  "İstanbul ıI",
  "Ωmega ωMEGA",
  "🙂 ok",
  "line\nbreak\ttab",
  "null",
  "{}",
  "e\u0301",
  "'; drop table entries; --",
];
const word = fc.constantFrom(...words);
const actions = [
  "ticket.created",
  "ticket.deleted",
  "ticket_created",
  "user.joined",
  "Console",
];
const entities = ["ticket", "contact", "Ticket"];
const ids = ["1", "1234", "a,b", "ACME\\bob", "-dash"];
const emails = ["alice@msp.test", "Alice@MSP.test", "JOSÉ@msp.test", "system"];
const people = ["u_1", "U_1", "alice@msp.test", "system", "-dash"];
const addresses = [
  "203.0.113.7",
  "203.0.113.200",
  "10.1.2.3",
  "2001:db8::7",
  "::ffff:10.1.2.3",
];
const userAgents = [
  "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0",
  "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36 Edg/143.0",
  "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15",
  'curl/8.17.0 "custom"',
];
const categories = ["tickets", "authentication"];
const vendors = ["github", "okta"];
const keys = ["key_1", "key_2"];
const references = ["s_1", "S_1", "a,b"];

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2 });

const json: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue; object: JsonObject }>(
  (tie) => ({
    value: fc.oneof(
      { maxDepth: 2 },
      fc.oneof(word, fc.constantFrom(null, true, false, 0, -1.5, 1e30, "")),
      fc.array(tie("value"), { maxLength: 2 }),
      tie("object"),
    ),
    object: fc.dictionary(word, tie("value"), { maxKeys: 2 }),
  }),
).value;
const jsonObject = fc.dictionary(word, json, { maxKeys: 2 });

/** Moments that entries, claims and ranges share. */
const round = fc.constantFrom(0n, 20_000_000n, 40_000_000n);

/** Before, at and after the edges between "as recorded" and "another time". */
const claimedAt: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(-120_000_001n, -120_000_000n, 0n, 120_000_000n, 120_000_001n),
    round,
    fc.constantFrom("Z", "999Z", "+00:00", "z"),
  )
  .map(([gap, seconds, ending]) => momentAt(gap + seconds).slice(0, -1) + ending);

const target = fc.record({
  type: fc.constantFrom(...entities),
  id: maybe(fc.constantFrom(...ids)),
  name: maybe(word),
  url: maybe(fc.constantFrom("https://psa.test/t/1", 'https://psa.test/?q="x"')),
});

const context: fc.Arbitrary<Context> = fc.record({
  ip: maybe(fc.constantFrom(...addresses)),
  user_agent: maybe(fc.constantFrom(...userAgents)),
  session_id: maybe(fc.constantFrom(...references)),
  request_id: maybe(fc.constantFrom(...references)),
});

const change = fc.record(
  {
    path: fc.constantFrom("/status", "/address/city", "/a~1b"),
    before: json,
    after: json,
  },
  { requiredKeys: ["path"] },
);

export const eventArbitrary: fc.Arbitrary<EventInput> = fc.record({
  action: fc.constantFrom(...actions),
  actor: fc.record({
    type: fc.constantFrom(...actorTypes),
    id: maybe(fc.constantFrom(...people)),
    email: maybe(fc.constantFrom(...emails)),
    name: maybe(word),
    role: maybe(word),
  }),
  target: maybe(target),
  targets: maybe(fc.array(target, { maxLength: 2 })),
  outcome: fc.constantFrom(...outcomes),
  reason: maybe(word),
  changes: fc.array(change, { maxLength: 2 }),
  context,
  request: maybe(json),
  response: maybe(json),
  metadata: maybe(jsonObject),
  occurred_at: maybe(claimedAt),
  category: maybe(fc.constantFrom(...categories)),
});

export const sentArbitrary: fc.Arbitrary<SentEvent> = fc.record({
  event: eventArbitrary,
  source: fc.constantFrom(...sources),
  keyId: maybe(fc.constantFrom(...keys)),
  client: maybe(fc.constantFrom(...clientSlugs)),
  vendor: maybe(fc.constantFrom(...vendors)),
  vendorRecord: json,
  recordedAt: fc.oneof(fc.bigInt(0n, 60_000_000n), round).map(momentAt),
});

const searchWord = fc
  .oneof(
    word,
    word.map((text) => text.toLowerCase()),
    word.map((text) => text.toUpperCase()),
    fc
      .tuple(word, fc.nat(8), fc.nat(8))
      .map(([text, from, length]) => [...text].slice(from, from + length + 1).join("")),
    fc.constantFrom(
      "FIREFOX",
      "closed",
      '"',
      "\\",
      "\\n",
      "psa.test",
      "true",
      "1e+30",
      "[]",
    ),
  )
  .chain((text) => fc.constantFrom(text, `"${text}"`, `-${text}`, `-"${text}"`));

/** Terms that occur in these entries, and near misses of them. */
export const meetingVocabulary: Vocabulary = {
  action: fc.constantFrom(
    ...actions,
    "ticket.*",
    "ticket*",
    "*",
    "TICKET.*",
    "user.joined*",
  ),
  category: fc.constantFrom(...categories, "Tickets"),
  entity: fc.constantFrom(...entities),
  id: fc.constantFrom(...ids, "12"),
  actor: fc.constantFrom(
    ...people,
    ...emails,
    "ALICE@msp.test",
    "josÉ@MSP.test",
    "josé@msp.test",
    "api:key_1",
    "type:agent",
  ),
  client: fc.constantFrom(...clientSlugs, "internal", "nobody"),
  vendor: fc.constantFrom(...vendors),
  ip: fc.constantFrom(
    ...addresses,
    "203.0.113.0/25",
    "10.0.0.0/8",
    "2001:db8::/32",
    "0.0.0.0/0",
  ),
  ua: fc.constantFrom(
    "firefox",
    "chrome",
    "Edge",
    "safari",
    "CURL",
    '"custom"',
    "x86_64",
  ),
  session: fc.constantFrom(...references),
  request: fc.constantFrom(...references),
  words: fc
    .array(searchWord, { minLength: 1, maxLength: 3 })
    .map((list) => list.join(" ")),
  times: fc.oneof(
    fc.bigInt(-180_000_000n, 240_000_000n).map(momentAt),
    claimedAt,
    fc.constantFrom("2090-10-28", "2090-10-29"),
  ),
};

function momentAt(micros: bigint): string {
  return formatInstant(start + micros) ?? "";
}
