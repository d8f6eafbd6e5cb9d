import type { APIRequestContext, Browser, BrowserContext } from "@playwright/test";
import {
  expectAnswer,
  expectChange,
  isOwnOf,
  type Letter,
  type Owner,
  principals,
} from "@/testing/walk/expectation";
import { type Fingerprint, nameChanged } from "@/testing/walk/fingerprint";
import type { Place } from "@/testing/walk/place";
import { type BuiltRoute, nameRoute } from "@/testing/walk/routes";
import type { Asked, Row } from "@/testing/walk/row";
import { walkRows } from "@/testing/walk/rows";
import {
  countRefusals,
  makeKey,
  raiseTestIncident,
  type WalkWorld,
} from "@/testing/walk/world";
import { addSession } from "../fixtures";
import { base, classify, describeHeaders, send } from "./answer";

/** A password's hash, a session's cookie, a key but its form in examples (T-09). */
const secrets = /\$argon2id|authjs\.session-token=|cus_live_[0-9A-Za-z]{40}/;
const owners: Owner[] = ["own client", "other client", "other organization"];

/** One principal in a world of their own, so that whatever changes there is their doing. */
export type Walker = {
  letter: Letter;
  context: BrowserContext;
  request: APIRequestContext;
  world: WalkWorld;
  fingerprint: Fingerprint;
};
type Cell = { route: BuiltRoute; row: Row; owner: Owner | null };

export async function enterWorld(
  browser: Browser,
  letter: Letter,
  { world, fingerprint }: Pick<Walker, "world" | "fingerprint">,
): Promise<Walker> {
  const context = await browser.newContext({ baseURL: base() });
  const walker = { letter, context, request: context.request, world, fingerprint };
  await renewSession(walker, false);
  return walker;
}

/** As a finished sign-in leaves it, a moment ago; keys and nobody have none. */
async function renewSession(
  { context, letter, world }: Walker,
  isHalfway: boolean,
): Promise<void> {
  const person = world.people[letter];
  const home = letter === "S" ? world.theirs : world.ours;
  if (!person) await context.clearCookies();
  else await addSession(context, person.email, { home: home.organizationId, isHalfway });
}

export async function walkRoute(walker: Walker, route: BuiltRoute): Promise<string[]> {
  const row = walkRows[nameRoute(route)];
  if (!row) return route.isRefused ? walkRefused(walker, route) : [];
  const isOutside =
    row.door !== "api" && walker.world.people[walker.letter] === undefined;
  const asked: (Owner | null)[] = row.reach
    ? isOutside && route.method === "POST"
      ? ["own client"]
      : owners
    : [null];
  const found: string[] = [];
  for (const owner of asked) {
    const cell = { route, row, owner };
    const isPost = route.method === "POST";
    found.push(...(await (isPost ? walkPost(walker, cell) : walkCell(walker, cell))));
  }
  return found;
}

/** What the database holds before and after says whether it was done. */
async function walkPost(walker: Walker, cell: Cell): Promise<string[]> {
  const { letter, world, fingerprint } = walker;
  const asked = await prepare(walker, cell);
  if (cell.row.isHalfway) await renewSession(walker, true);
  const places = [world.ours, world.theirs, world.second];
  const ids = places.map(({ organizationId }) => organizationId);
  const before = await fingerprint.take(ids, world.id);
  const found = await walkCell(walker, cell, asked);
  const changed = nameChanged(before, await fingerprint.take(ids, world.id));
  const expected = expectChange(cell.row, letter, cell.owner);
  await renewSession(walker, false);
  if (changed.length > 0 === expected) return found;
  const what = expected ? "changed nothing" : `changed ${changed.join(", ")}`;
  return [...found, `${describe(cell, letter)}: ${what}`];
}

async function walkCell(walker: Walker, cell: Cell, prepared?: Asked): Promise<string[]> {
  const { letter, world, request } = walker;
  const { route, row, owner } = cell;
  const asked = prepared ?? (await prepare(walker, cell));
  const expected = expectAnswer(row, letter, owner);
  const name = nameOfActor(walker);
  const before = expected === 403 ? await countRefusals(world.ours, name) : 0;
  const answer = await send(request, { route, row, asked, key: world.keys[letter] });
  const got = classify(answer, row);
  const told = describe(cell, letter);
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

function describe({ route, owner }: Cell, letter: Letter): string {
  return `${nameRoute(route)} as ${principals[letter]}, ${owner ?? "nothing named"}`;
}

/** Where nothing is asked for by name, it is of who asks. */
function ownerOf(letter: Letter, owner: Owner | null): Owner {
  return owner ?? (letter === "S" ? "other organization" : "own client");
}

/** What a row asks with, made for this one question where it needs something of its own. */
export async function prepare(
  { letter, world }: Pick<Walker, "letter" | "world">,
  { row, owner }: Pick<Cell, "row" | "owner">,
): Promise<Asked> {
  const whose = ownerOf(letter, owner);
  const subject = world.subjects[whose];
  const organization = whose === "other organization" ? world.theirs : world.ours;
  const canary = world.canaries[whose === "other organization" ? "theirs" : "ours"];
  const person = world.people[letter];
  const home = letter === "S" ? world.theirs : world.ours;
  const place: Place = {
    mailDomain: `${world.id}.walk.example`,
    password: world.password,
    organization,
    clientId: subject.clientId,
    clientSlug: subject.clientSlug,
    asker: person ? { ...person, organization: home } : null,
    isOwn: owner === null || isOwnOf(letter, owner),
    second: world.second,
    makeKey: () => {
      const client = letter === "C" ? subject.clientSlug : null;
      const scope = letter === "K" ? ("audit:read" as const) : ("events:write" as const);
      return makeKey(world.ours, [scope], client);
    },
    raiseIncident: () =>
      raiseTestIncident(
        organization.organizationId,
        canary,
        Math.floor(Math.random() * 1e6),
      ),
  };
  return (await row.prepare?.(subject, place)) ?? row.ask?.(subject) ?? {};
}

/** What is asked for by name is in the question, so in the address the page shows. */
function isEcho({ owner }: Cell, letter: Letter): boolean {
  return (owner === "other organization") !== (letter === "S");
}

async function walkRefused({ request, world, letter }: Walker, route: BuiltRoute) {
  const row: Row = { door: "api", allow: "" };
  const question = { route, row, asked: {}, key: world.keys[letter] };
  const { status } = await send(request, question);
  return status === 405 ? [] : [`${nameRoute(route)}: expected 405, got ${status}`];
}

function nameOfActor({ letter, world }: Walker): string {
  const scopes = { I: "events:write all", K: "audit:read all" }[letter as "I" | "K"];
  const client = world.subjects["own client"].clientSlug;
  const key = letter === "C" ? `events:write audit:read ${client}` : scopes;
  return world.people[letter]?.email ?? `walk ${key}`;
}
