import type { APIRequestContext, Browser } from "@playwright/test";
import { configureDatabase } from "@/db/client";
import {
  expectAnswer,
  formatAddress,
  type Letter,
  type Owner,
  principals,
} from "@/testing/walk/expectation";
import { type BuiltRoute, listBuiltRoutes, nameRoute } from "@/testing/walk/routes";
import type { Row } from "@/testing/walk/row";
import { walkRows } from "@/testing/walk/rows";
import { countRefusals, makeWalkWorld, type WalkWorld } from "@/testing/walk/world";
import { expect, password, signIn, test } from "./fixtures";

const walkMsMax = 900_000;
const letters = Object.keys(principals) as Letter[];
const formType = "application/x-www-form-urlencoded";
/** A password's hash, a session's cookie, a key but its form in examples (T-09). */
const secrets = /\$argon2id|authjs\.session-token=|cus_live_[0-9A-Za-z]{40}/;
const base = () => process.env.E2E_BASE_URL ?? "";

type Walker = { letter: Letter; request: APIRequestContext; world: WalkWorld };
type Answer = { status: number; headers: Record<string, string>; text: string };
type Cell = { route: BuiltRoute; row: Row; owner: Owner | null };

test("every built route answers every principal exactly as the policy table says", async ({
  browser,
}) => {
  test.setTimeout(walkMsMax);
  configureDatabase(process.env.E2E_DATABASE_URL ?? "");
  const world = await makeWalkWorld(password);
  const routes = listBuiltRoutes();
  const walked = await Promise.all(
    letters.map(async (letter) => {
      const request = await enter(browser, world, letter);
      const walker = { letter, request, world };
      const deviations: string[] = [];
      for (const route of routes) deviations.push(...(await walkRoute(walker, route)));
      return deviations;
    }),
  );
  expect(walked.flat()).toEqual([]);
});

/** A browser of their own, signed in as people do it; keys and nobody have no session. */
async function enter(
  browser: Browser,
  { emails }: WalkWorld,
  letter: Letter,
): Promise<APIRequestContext> {
  const context = await browser.newContext({ baseURL: base() });
  const email = emails[letter];
  if (email === undefined) return context.request;
  const page = await context.newPage();
  await signIn(page, email);
  await page.getByRole("heading", { name: "Audit log" }).waitFor();
  await page.close();
  return context.request;
}

async function walkRoute(walker: Walker, route: BuiltRoute): Promise<string[]> {
  const row = walkRows[nameRoute(route)];
  if (!row) return route.isRefused ? walkRefused(walker, route) : [];
  if (row.asAlone !== undefined && !row.asAlone.includes(walker.letter)) return [];
  const owners: (Owner | null)[] = row.reach
    ? ["own client", "other client", "other organization"]
    : [null];
  const found: string[] = [];
  for (const owner of owners)
    found.push(...(await walkCell(walker, { route, row, owner })));
  return found;
}

async function walkCell(walker: Walker, cell: Cell): Promise<string[]> {
  const { letter, world } = walker;
  const { route, row, owner } = cell;
  const expected = expectAnswer(row, letter, owner);
  const name = nameOfActor(walker);
  const before = expected === 403 ? await countRefusals(world.ours, name) : 0;
  const answer = await send(walker, cell);
  const got = classify(answer, row);
  const told = `${nameRoute(route)} as ${principals[letter]}, ${owner ?? "nothing named"}`;
  const found = describeHeaders(answer).map((problem) => `${told}: ${problem}`);
  if (got !== expected) found.push(`${told}: expected ${expected}, got ${got}`);
  const foreign = letter === "S" ? world.canaries.ours : world.canaries.theirs;
  if (secrets.test(answer.text)) found.push(`${told}: holds a secret of ours`);
  if (!isEcho(cell, letter) && answer.text.includes(foreign))
    found.push(`${told}: leaks`);
  if (expected === 403 && letter !== "S") {
    const after = await countRefusals(world.ours, name);
    if (after !== before + 1) found.push(`${told}: the refusal is not in the log`);
  }
  return found;
}

/** What is asked for by name is in the question, so in the address the page shows. */
function isEcho({ owner }: Cell, letter: Letter): boolean {
  return (owner === "other organization") !== (letter === "S");
}

async function walkRefused(walker: Walker, route: BuiltRoute): Promise<string[]> {
  const row: Row = { door: "api", allow: "" };
  const answer = await send(walker, { route, row, owner: null });
  const isRefused = answer.status === 405;
  return isRefused ? [] : [`${nameRoute(route)}: expected 405, got ${answer.status}`];
}

function nameOfActor({ letter, world }: Walker): string {
  const scopes = { I: "events:write all", K: "audit:read all" }[letter as "I" | "K"];
  const client = world.subjects["own client"].clientSlug;
  const key = letter === "C" ? `events:write audit:read ${client}` : scopes;
  return world.emails[letter] ?? `walk ${key}`;
}

async function send(walker: Walker, cell: Cell): Promise<Answer> {
  const { letter, request, world } = walker;
  const { route, row, owner } = cell;
  const asked = row.ask?.(world.subjects[owner ?? "own client"]) ?? {};
  const url = formatAddress(route.path, asked);
  const key = world.keys[letter];
  const headers: Record<string, string> = {
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...(route.method === "GET" ? {} : { origin: base() }),
    ...(row.door === "api" ? {} : { "content-type": formType }),
  };
  if (row.isStream) return readHead(request, url, headers);
  const answer = await request.fetch(url, {
    method: route.method,
    maxRedirects: 0,
    headers,
    ...bodyOf(route, row, asked),
  });
  return {
    status: answer.status(),
    headers: answer.headers(),
    text: await answer.text(),
  };
}

/** Playwright's requests wait for the end of an answer; a stream has none. */
async function readHead(
  request: APIRequestContext,
  path: string,
  headers: Record<string, string>,
): Promise<Answer> {
  const { cookies } = await request.storageState();
  const cookie = cookies
    .filter((one) => path.startsWith(one.path))
    .map(({ name, value }) => `${name}=${value}`)
    .join("; ");
  const stop = new AbortController();
  const answer = await fetch(`${base()}${path}`, {
    headers: { ...headers, cookie },
    redirect: "manual",
    signal: stop.signal,
  });
  stop.abort();
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    text: "",
  };
}

function bodyOf(
  { method }: BuiltRoute,
  { door }: Row,
  { form, data }: { form?: Record<string, string>; data?: unknown },
) {
  if (method === "GET") return {};
  if (door === "api") return data === undefined ? {} : { data };
  return { data: new URLSearchParams(form).toString() };
}

function classify({ status, headers, text }: Answer, { door }: Row): string | number {
  if ([401, 403, 404, 405].includes(status) || status >= 500) return status;
  if (door === "public") return "let in";
  const location = headers.location ?? "";
  if (/^(http:\/\/localhost:\d+)?\/signin\b/.test(location)) return "sign in";
  const isPage = (headers["content-type"] ?? "").startsWith("text/html");
  const leads = isPage && /url=\/signin\?next=/.test(text);
  return leads ? "sign in" : "let in";
}

/** T-17 and T-99: what every answer carries, whoever it is for. */
function describeHeaders({ headers }: Answer): string[] {
  const policy = headers["content-security-policy"] ?? "";
  const isPrivate = /no-store|private/.test(headers["cache-control"] ?? "");
  const checks: [boolean, string][] = [
    [isPrivate, `may be cached: ${headers["cache-control"]}`],
    [/script-src 'nonce-[^']{20,}'/.test(policy), "no nonce"],
    [/frame-ancestors 'none'/.test(policy), "may be framed"],
    [headers["x-content-type-options"] === "nosniff", "no nosniff"],
    [headers["referrer-policy"] === "same-origin", "no referrer policy"],
    [headers["cross-origin-opener-policy"] === "same-origin", "no opener policy"],
    [headers["cross-origin-resource-policy"] === "same-origin", "no resource policy"],
    [headers["permissions-policy"] !== undefined, "no permissions policy"],
  ];
  return checks.filter(([isGood]) => !isGood).map(([, problem]) => problem);
}
