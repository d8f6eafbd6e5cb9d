import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEntryById, listEntries, makeKey, sendEvents } from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import { type HostileList, hostileLists, readHostileText } from "@/testing/hostile-text";
import { makeOrganization, openTestDatabase } from "@/testing/organization";
import { describeShared } from "@/testing/shared-data";
import type { Entry } from "./model";
import { redactValue } from "./redact";
import { formatTerms } from "./terms";

let database: TestDatabase;
let key: string;

beforeAll(async () => {
  database = await openTestDatabase();
  key = await makeKey(await makeOrganization("northwind"));
});

afterAll(async () => {
  await database.drop();
});

const batchEvents = 250;
const searchedMax = 50;

/** Half a surrogate pair or U+0000: what no entry can keep. */
function canKeep(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

function cut(text: string, length: number): string {
  return [...text].slice(0, length / 2).join("");
}

function eventOf(text: string, reference: string) {
  return {
    action: "hostile.sent",
    actor: {
      type: "user",
      id: cut(text, 256),
      name: cut(text, 512),
      role: cut(text, 128),
    },
    target: { type: cut(text, 128), id: cut(text, 512), name: text, url: text },
    reason: text,
    changes: [{ path: "/text", before: text, after: [text] }],
    context: { user_agent: text, session_id: cut(text, 256), request_id: reference },
    request: { body: text },
    metadata: { text, list: [{ text }] },
  };
}

/** What redaction leaves of the event: the same, but for a text that looks like a secret. */
function keptOf(text: string, reference: string) {
  return redactValue(eventOf(text, reference)) as ReturnType<typeof eventOf>;
}

function shownOf(entry: Entry) {
  const { action, actor, target, reason, changes, context, request, metadata } = entry;
  return { action, actor, target, reason, changes, context, request, metadata };
}

async function readAll(list: HostileList): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let cursor = "";
  do {
    const query = { action: "hostile.sent", limit: "1000", order: "asc" };
    const { body } = await listEntries(key, cursor === "" ? query : { ...query, cursor });
    for (const entry of body.data) {
      const reference = entry.context.request_id ?? "";
      if (reference.startsWith(`${list} `)) entries.set(reference, entry);
    }
    cursor = body.next_cursor ?? "";
  } while (cursor !== "");
  return entries;
}

/** The longest part of a text that free text can ask for as one phrase. */
function phraseOf(text: string): string {
  const parts = text.split(/["\r\n]/).map((part) => part.slice(0, 200));
  return parts.reduce((best, part) => (part.length > best.length ? part : best), "");
}

describeShared("hostile text in every free field (T-43)", () => {
  describe.each(hostileLists)("from the %s", (list) => {
    const texts = readHostileText(list);
    const kept = texts.filter(canKeep);
    const sample = kept.filter(
      (_, at) => at % Math.ceil(kept.length / searchedMax) === 0,
    );
    const referenceOf = (text: string) => `${list} ${texts.indexOf(text)}`;

    it("is stored and returned as it was sent, redaction apart", async () => {
      for (let start = 0; start < kept.length; start += batchEvents) {
        const part = kept.slice(start, start + batchEvents);
        const events = part.map((text) => eventOf(text, referenceOf(text)));
        const answer = await sendEvents(key, { events });
        expect(answer.status, answer.text.slice(0, 2000)).toBe(201);
      }
      const entries = await readAll(list);
      const redacted = kept.filter((text) => redactValue(text) !== text);
      expect(redacted.length).toBeLessThanOrEqual(Math.ceil(kept.length / 100));
      for (const text of kept.filter((one) => !redacted.includes(one))) {
        const entry = entries.get(referenceOf(text));
        expect(entry && shownOf(entry)).toMatchObject(keptOf(text, referenceOf(text)));
      }
    });

    it("that no entry can keep is refused with the reason", async () => {
      for (const text of texts.filter((one) => !canKeep(one))) {
        const answer = await sendEvents(key, eventOf(text, "refused"));
        expect(answer.status).toBe(422);
        expect(answer.body.errors[0]?.detail).toMatch(/U\+0000|surrogate/);
      }
    });

    it("is found again by what it says and by the ids it stands in", async () => {
      const missed: string[] = [];
      for (const text of sample.filter((one) => redactValue(one) === one)) {
        const request = referenceOf(text);
        const id = cut(text, 512);
        const queries: Record<string, string>[] = [
          { request, id: formatTerms({ include: [id], exclude: [] }) },
          { request, q: `"${phraseOf(text)}"` },
        ];
        for (const query of queries) {
          const { status, body } = await listEntries(key, query);
          if (status !== 200 || body.total !== 1) missed.push(JSON.stringify(query));
        }
      }
      expect(missed).toEqual([]);
    });

    it("as any parameter is an answer or a 400, and never a row too many", async () => {
      const names = ["q", "actor", "id", "entity", "session", "client", "ua", "ip"];
      const others = ["action", "category", "vendor", "verb", "start", "cursor", "order"];
      for (const [at, text] of sample.entries()) {
        const name = names[at % names.length] ?? "q";
        const other = others[at % others.length] ?? "action";
        const [free, closed] = [
          await listEntries(key, { [name]: text, request: "no such request" }),
          await listEntries(key, { [other]: text }),
        ];
        expect([200, 400]).toContain(free.status);
        if (free.status === 200) expect(free.body.total).toBe(0);
        expect([200, 400]).toContain(closed.status);
      }
    });

    it("as an id of an entry finds nothing and breaks nothing", async () => {
      for (const text of sample.slice(0, 40)) {
        expect((await findEntryById(key, text)).status).toBe(404);
      }
    });
  });
});
