import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listClientActivity, listClients } from "@/lib/clients/queries";
import { appendEvents } from "@/lib/entries/mutations";
import { findEntry, listPage } from "@/lib/entries/queries";
import { resolveRange } from "@/lib/entries/range";
import { parseView } from "@/lib/entries/view";
import { findMember, findSessionFacts, listSessionsOf } from "@/lib/histories/queries";
import { listSuggestions } from "@/lib/jump/queries";
import { createUser } from "@/lib/people/mutations";
import { listPeople } from "@/lib/people/queries";
import { readInScope } from "@/lib/runtime/transaction";
import {
  countSelection,
  listFacets,
  listTimeline,
  suggestValues,
} from "@/lib/segments/queries";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import {
  canaryWord,
  plainWord,
  type Question,
  question,
} from "@/testing/question-arbitrary";
import { mintKeyCtx, mintSessionCtx } from "./mint";
import type { Ctx } from "./model";
import type { Role } from "./policy";

const askedCount = 10_000;
const askedAtOnce = 40;
const asksMsMax = 300_000;

const word = canaryWord;
const own = plainWord;
const nowhere = { ip: null, user_agent: null, session_id: null, request_id: null };

let database: TestDatabase;
let x: TestOrganization;
let y: TestOrganization;
const foreignIds: string[] = [];
let foreignHash = "";
const readers: Record<string, Ctx> = {};

beforeAll(async () => {
  database = await openTestDatabase();
  x = await makeOrganization("northwind", ["acme", `${word}-client`]);
  y = await makeOrganization("contoso", ["acme", `${word}-client`]);
  for (const organization of [y, x]) {
    await tell(organization, "acme", own);
    foreignIds.push(...(await tell(organization, `${word}-client`, word)));
  }
  await createUser(y.ctx, {
    email: `${word}@contoso.example`,
    name: word,
    role: "owner",
    password: null,
  });
  const foreign = await findEntry(y.ctx.scope, foreignIds[0] ?? "");
  foreignHash = foreign?.org_hash ?? "";
  const acme = x.clients.acme ?? "";
  readers["an owner of another organization"] = readerOf(await plain(), "owner", null);
  readers["a technician of another client"] = readerOf(x, "technician", [acme]);
  readers["a key of another client"] = mintKeyCtx(
    {
      organizationId: x.organizationId,
      id: "key_test",
      name: "reader",
      scopes: ["audit:read"],
      clientId: acme,
    },
    nowhere,
  );
});

afterAll(async () => {
  await database.drop();
});

async function plain(): Promise<TestOrganization> {
  const organization = await makeOrganization("fabrikam", ["acme"]);
  await tell(organization, "acme", own);
  return organization;
}

function readerOf(
  { organizationId }: TestOrganization,
  role: Role,
  assignedClientIds: string[] | null,
): Ctx {
  const person = { userId: crypto.randomUUID(), email: "r@x.example", name: "R", role };
  const facts = { ...person, organizationId, sessionId: "s".repeat(64) };
  return mintSessionCtx({ ...facts, assignedClientIds }, nowhere);
}

async function tell(
  { ctx }: TestOrganization,
  client: string,
  text: string,
): Promise<string[]> {
  const event = {
    action: `${text}.sung`,
    client,
    actor: { type: "user" as const, id: text, email: `${text}@z.example`, name: text },
    target: { type: text, id: text, name: text },
    category: text,
    reason: text,
    changes: [{ path: `/${text}`, before: text, after: text }],
    context: { ip: "192.0.2.77", user_agent: text, session_id: text, request_id: text },
    request: { body: text },
    metadata: { [text]: text },
  };
  const { entries } = await appendEvents(ctx, [{ event, pointer: "/events/0" }]);
  return entries.map(({ id }) => id);
}

const list = (ctx: Ctx, asked: Question) =>
  listPage(ctx.scope, selectionOf(asked), {
    limit: 50,
    order: asked.order,
    cursor: asked.cursor,
    offset: 0,
  });

/** Each way to ask the data layer; what only repeats the question is taken out. */
const asks: ((ctx: Ctx, asked: Question) => Promise<unknown>)[] = [
  list,
  list,
  (ctx, asked) => countSelection(ctx.scope, selectionOf(asked)),
  (ctx, asked) => listTimeline(ctx.scope, selectionOf(asked)),
  async (ctx, asked) => {
    const facets = await listFacets(ctx.scope, selectionOf(asked), [asked.field], 50);
    return facets.map(({ values }) => values.filter(({ count }) => count > 0));
  },
  (ctx, asked) => suggestValues(ctx.scope, asked.field, asked.word.slice(0, 4), 50),
  async (ctx, asked) => {
    const ids = [asked.word, `#${asked.cursor ?? 1}`, foreignHash, ...foreignIds];
    const typed = pick(ids, asked);
    const found = await listSuggestions(ctx, typed);
    return found.filter(({ kind }) => kind !== "log");
  },
  (ctx, asked) => findEntry(ctx.scope, pick(foreignIds, asked)),
  (ctx, asked) =>
    readInScope(ctx.scope, async (tx) => [
      await listClients(tx, ctx.scope),
      await listClientActivity(tx, ctx.scope),
      await listPeople(tx, ctx.scope.organizationId),
      await findMember(tx, ctx.scope.organizationId, `${word}@contoso.example`),
      await listSessionsOf(tx, ctx.scope.organizationId, crypto.randomUUID()),
      await findSessionFacts(tx, ctx.scope.organizationId, asked.word),
    ]),
];

function pick(texts: string[], { what }: Question): string {
  return texts[Math.floor(what / asks.length) % texts.length] ?? "";
}

function selectionOf({ query }: Question) {
  const { filter } = parseView(new URLSearchParams(query)).view;
  return { filter, range: resolveRange(filter, new Date(), "UTC") };
}

async function answerOf(asked: Question): Promise<string> {
  const reader = readers[asked.who];
  const ask = asks[asked.what % asks.length];
  if (!reader || !ask) throw new Error("nobody asks, or nothing is asked");
  return JSON.stringify(await ask(reader, asked)) ?? "";
}

describe("whoever may not see a word", () => {
  it(
    `meets no trace of it in ${askedCount.toLocaleString("en-GB")} answers (T-03, T-12)`,
    async () => {
      let answeredCount = 0;
      const several = fc.array(question, {
        minLength: askedAtOnce,
        maxLength: askedAtOnce,
      });
      await fc.assert(
        fc.asyncProperty(several, async (batch) => {
          const answers = await Promise.all(batch.map(answerOf));
          answeredCount += answers.length;
          expect(answers.filter((answer) => answer.includes(word))).toEqual([]);
        }),
        { numRuns: askedCount / askedAtOnce },
      );
      expect(answeredCount).toBeGreaterThanOrEqual(askedCount);
    },
    asksMsMax,
  );

  it("while its own organization finds it by each of these ways", async () => {
    const theirs = readerOf(y, "owner", null);
    const asked: Question = {
      who: "an owner of another organization",
      query: [["q", word]],
      cursor: null,
      order: "desc",
      what: 0,
      field: "actor",
      word,
    };
    for (const [at, ask] of asks.entries()) {
      const answer = JSON.stringify(await ask(theirs, { ...asked, what: at }));
      if (ask === asks[3]) expect(answer).toMatch(/"success":[1-9]/);
      else if (ask === asks[2]) expect(Number(answer)).toBeGreaterThan(0);
      else expect(answer).toContain(word);
    }
  });
});
