import { randomBytes } from "node:crypto";
import type { BrowserContext } from "@playwright/test";
import fc from "fast-check";
import { createContact } from "@/lib/contacts/mutations";
import { updatePortal } from "@/lib/portal/mutations";
import { requestPortalExport } from "@/lib/portal-exports/mutations";
import { sealNow } from "@/lib/seal/mutations";
import { makeOrganization } from "@/testing/organization";
import { addPortalReader } from "@/testing/portal";
import { type PortalRequest, portalRequest } from "@/testing/portal-request";
import { addSession, expect, test, type World } from "./fixtures";

const requestCount = Number(process.env.PORTAL_REQUESTS ?? 10_000);
const askedAtOnce = 12;
const msMax = 1_800_000;
const base = () => process.env.E2E_BASE_URL ?? "";

/** Words that stand in what nobody at acme may see, and are never sent. */
const foreign = `zq${randomBytes(8).toString("hex")}`;
const hidden = `zh${randomBytes(8).toString("hex")}`;

const shown = { displayName: null, brandLight: null, brandDark: null };
const choices = {
  staffNames: "role" as const,
  showsAddresses: false,
  showsNotes: false,
  hiddenCategories: ["billing"],
};

function event(client: string, word: string, name = word) {
  return {
    action: "ticket.closed",
    client,
    actor: { type: "user" as const, id: `usr_${word}`, name: `Person ${word}` },
    target: { type: "ticket", id: `t_${name}`, name },
    changes: [{ path: "/note", before: null, after: `note ${name}` }],
    metadata: { note: word },
    reason: word,
    request: { body: word },
    context: { session_id: `s_${word}` },
  };
}

/** Everything of somebody else that there is to be found, and what is hidden of one's own. */
async function fill(world: World) {
  const [acme, globex] = [`acme-${world.slug}`, `globex-${world.slug}`];
  const organization = { ...world, organizationId: world.ctx.scope.organizationId };
  const made = await world.append([
    event(acme, hidden, "ownword"),
    { ...event(acme, hidden), action: "invoice.sent" },
    ...Array.from({ length: 60 }, () => event(acme, "ownword")),
    ...Array.from({ length: 20 }, () => event(globex, foreign)),
  ]);
  const owner = { ...organization, clients: world.clients };
  const other = await addPortalReader(owner, globex, { name: `Reader ${foreign}` });
  await createContact(world.ctx, {
    clientId: other.clientId,
    name: `Contact ${foreign}`,
    email: null,
    phone: null,
    jobTitle: foreign,
  });
  await updatePortal(world.ctx, {
    id: other.clientId,
    ...choices,
    ...shown,
    displayName: `Portal ${foreign}`,
  });
  await updatePortal(world.ctx, { id: world.clientId, ...choices, ...shown });
  const file = await requestPortalExport(other.ctx, {
    format: "json",
    query: "range=all",
  });
  const theirs = await makeOrganization(`o-${foreign}`, [`c-${foreign}`]);
  const ids = [
    ...made.filter((_, at) => at === 0 || at > 60).map(({ id }) => id),
    ...[other.clientId, other.contactId, other.userId, file.id],
    ...[world.clientId, theirs.organizationId, theirs.clients[`c-${foreign}`] ?? ""],
  ];
  const words = [foreign.slice(0, 6), hidden.slice(0, 6), "ownword", "ticket"];
  return { ids, slugs: [acme, globex], words };
}

type Found = { problems: string[]; statuses: Map<number, number>; hasOwn: number };

/** Asks one after the other in a few rows, and looks at every byte that comes back. */
async function askAll(requests: PortalRequest[], cookie: string): Promise<Found> {
  const found: Found = { problems: [], statuses: new Map(), hasOwn: 0 };
  let next = 0;
  const row = async () => {
    while (next < requests.length) {
      const request = requests[next];
      next += 1;
      if (request) await ask(request, cookie, found);
    }
  };
  await Promise.all(Array.from({ length: askedAtOnce }, row));
  return found;
}

async function ask(request: PortalRequest, cookie: string, found: Found): Promise<void> {
  const { method, path, headers, body } = request;
  const form = { "content-type": "application/x-www-form-urlencoded", origin: base() };
  const answer = await fetch(`${base()}${path}`, {
    method,
    redirect: "manual",
    headers: { ...headers, ...(body === null ? {} : form), cookie },
    body,
    signal: AbortSignal.timeout(240_000),
  });
  const text = Buffer.from(await answer.arrayBuffer()).toString("latin1");
  const whole = `${JSON.stringify([...answer.headers])}${text}`.toLowerCase();
  const told = `${method} ${path} ${JSON.stringify(headers)} ${body ?? ""}`;
  if (whole.includes(foreign)) found.problems.push(`leaks: ${told}`);
  if (whole.includes(hidden)) found.problems.push(`shows what is hidden: ${told}`);
  if (answer.status >= 500) found.problems.push(`${answer.status}: ${told}`);
  if (text.includes("ownword")) found.hasOwn += 1;
  found.statuses.set(answer.status, (found.statuses.get(answer.status) ?? 0) + 1);
}

async function cookieOf(context: BrowserContext, email: string): Promise<string> {
  await addSession(context, email);
  const cookies = await context.cookies();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

test("10,000 generated requests of a portal user meet no byte of another client, another organization, or what is hidden (T-05, T-12)", async ({
  browser,
  world,
}) => {
  test.setTimeout(msMax);
  const known = await fill(world);
  const { email } = await world.addPortalReader();
  const cookie = await cookieOf(await browser.newContext(), email);
  await sealNow(world.ctx.scope.organizationId, msMax);
  const seed = randomBytes(4).readInt32BE();
  const requests = fc.sample(portalRequest(known), { numRuns: requestCount, seed });
  const { problems, statuses, hasOwn } = await askAll(requests, cookie);
  console.log(`seed ${seed}, own found in ${hasOwn}`, Object.fromEntries(statuses));
  expect(problems.slice(0, 20), `seed ${seed}`).toEqual([]);
  expect(hasOwn).toBeGreaterThan(requestCount / 100);
  expect(statuses.get(403)).toBeGreaterThan(requestCount / 20);
  expect(statuses.get(404)).toBeGreaterThan(requestCount / 100);
  const owner = await cookieOf(
    await browser.newContext(),
    await world.addPerson("owner"),
  );
  const [page] = [{ method: "GET", path: "/admin/audit-logs", headers: {}, body: null }];
  const teeth = await askAll(page ? [page] : [], owner);
  expect(teeth.problems.length).toBeGreaterThan(0);
});
