import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clientAssignments, clients, contacts, memberships, users } from "@/db/schema";
import { hashPassword } from "@/lib/access/mutations";
import { findOrganization } from "@/lib/access/queries";
import { type AppendItem, type Batch, formatBatch } from "@/lib/entries/batch";
import { AppError } from "@/lib/kit/errors";
import { listLogKeys } from "@/lib/organizations/queries";
import { appendHistory, appendRequests } from "@/lib/runtime/append";
import { inScope } from "@/lib/runtime/transaction";
import { refuseTaken } from "@/lib/runtime/unique";
import { type DemoBatch, generateBatches } from "./batches";
import { type Cast, createCast, type Staff } from "./cast";
import { type HistoryOptions, historyEventsMin, startOfHistory } from "./history";
import { microsPerDay } from "./moment";
import { createPreparer, type DemoPreparer, itemOf } from "./prepare";
import { countSetupEvents, describeLoaded, listSetupEvents, type Streams } from "./setup";

type Batches = Iterable<DemoBatch> | AsyncIterable<DemoBatch>;

export type DemoOptions = {
  slug: string;
  name: string;
  seed: number;
  /** Entries in the log when it is done, those of the set-up included. */
  events: number;
  endAt: Date;
  /** By e-mail address; who has none here cannot sign in with one. */
  passwords?: Readonly<Record<string, string>>;
  report?: (progress: { done: number; total: number }) => void;
  /** Where the history is made: here, unless a thread of its own is given. */
  produce?: (options: HistoryOptions) => Batches;
};

export type LoadedDemo = { organizationId: string; slug: string; entries: number };

/**
 * Makes a demo organization and appends its history with its own clock. An organization
 * that exists is never touched: neither a real one, nor a demo that has its history.
 */
export async function loadDemo(options: DemoOptions): Promise<LoadedDemo> {
  const { slug, name, seed, events } = options;
  const endAt = options.endAt.getTime() * 1000;
  const cast = createCast({ seed, slug, name });
  const told = events - countSetupEvents(cast) - 1;
  if (told < historyEventsMin) throw tooFew(events - told + historyEventsMin);
  await refuseExisting(slug);
  const prepare = createPreparer(cast, seed, "frame");
  const report = options.report ?? (() => {});
  const { organizationId } = cast;
  await setUp(cast, { ...options, endAtMicros: endAt, prepare });
  const produce = options.produce ?? generateBatches;
  const batches = produce({ seed, events: told, cast, endAt });
  await appendAll(organizationId, batches, (done) =>
    report({ done: Math.min(done + events - told, events), total: events }),
  );
  const last = describeLoaded(cast, { seed, events, endAt });
  await appendBatch(organizationId, formatBatch([[itemOf(last, prepare)]]));
  return { organizationId, slug, entries: events };
}

function tooFew(eventsMin: number): AppError {
  return new AppError("input.invalid", {
    errors: [{ pointer: "/events", detail: `must be at least ${eventsMin}` }],
  });
}

async function refuseExisting(slug: string): Promise<void> {
  const existing = await findOrganization(slug);
  if (!existing) return;
  throw new AppError("name.taken", {
    detail: existing.isDemo
      ? `The demo organization "${slug}" has its history already.`
      : `The organization "${slug}" is real: made-up history goes only into a demo one.`,
  });
}

type SetUp = DemoOptions & { endAtMicros: number; prepare: DemoPreparer };

async function setUp(cast: Cast, options: SetUp): Promise<void> {
  const { endAtMicros, prepare } = options;
  const { organizationId, slug, name, timeZone } = cast;
  const hashes = await hashPasswords(cast.staff, options.passwords ?? {});
  await inScope({ organizationId, clientId: null }, async (tx) => {
    await refuseTaken(
      "/slug",
      tx.execute(sql`select custody.create_organization(
        ${organizationId}::uuid, ${slug}, ${name}, true, ${timeZone})`),
    );
    const streams = { slots: await insertClients(tx, cast), keys: await listLogKeys(tx) };
    await insertStaff(tx, cast, { hashes, endAt: endAtMicros });
    await insertPortalReader(tx, cast, options.passwords ?? {});
    const items = listItems(cast, streams, { endAt: endAtMicros, prepare });
    await appendRequests(tx, organizationId, [items], "demo");
  });
}

function listItems(
  cast: Cast,
  streams: Streams,
  { endAt, prepare }: { endAt: number; prepare: DemoPreparer },
): AppendItem[] {
  return listSetupEvents(cast, streams, endAt).map((told) => itemOf(told, prepare));
}

async function insertClients(tx: Tx, cast: Cast): Promise<Map<string, number>> {
  const { organizationId } = cast;
  const slots = new Map<string, number>();
  for (const { id, slug, name, timeZone } of cast.clients) {
    const [drawn] = await tx.execute<{ slot: number }>(sql`
      select custody.create_stream(${organizationId}::uuid, ${id}::uuid) as slot`);
    if (!drawn) throw new Error("no slot was drawn");
    const { slot } = drawn;
    await tx.insert(clients).values({ organizationId, id, slot, slug, name, timeZone });
    slots.set(slug, slot);
  }
  return slots;
}

async function insertStaff(
  tx: Tx,
  { organizationId, staff, clients: all }: Cast,
  { hashes, endAt }: { hashes: Map<string, string>; endAt: number },
): Promise<void> {
  const createdAt = new Date(startOfHistory(endAt) / 1000);
  const accounts = staff.map(({ id, email, name, leftDaysBeforeEnd: days }) => {
    const disabledAt =
      days === null ? null : new Date((endAt - days * microsPerDay) / 1000);
    return {
      id,
      email,
      name,
      createdAt,
      disabledAt,
      passwordHash: hashes.get(email) ?? null,
    };
  });
  await refuseTaken("/email", tx.insert(users).values(accounts));
  await tx
    .insert(memberships)
    .values(
      staff.map(({ id, role }) => ({ organizationId, userId: id, role, createdAt })),
    );
  const assigned = staff.flatMap((person) =>
    all
      .filter((client) => isAssigned(person, client.slug))
      .map((client) => ({ organizationId, clientId: client.id, userId: person.id })),
  );
  await tx.insert(clientAssignments).values(assigned);
}

/** So that somebody can see what a client sees. */
async function insertPortalReader(
  tx: Tx,
  { organizationId, portalReader }: Cast,
  passwords: Readonly<Record<string, string>>,
): Promise<void> {
  const { contactId, userId, clientId, name, email } = portalReader;
  const password = passwords[email];
  const passwordHash = password === undefined ? null : await hashPassword(password);
  const contact = { organizationId, id: contactId, clientId, name, email };
  await tx.insert(contacts).values({ ...contact, portalGrantedAt: new Date() });
  await refuseTaken(
    "/email",
    tx.insert(users).values({ id: userId, email, name, passwordHash }),
  );
  await tx
    .insert(memberships)
    .values({ organizationId, userId, role: "portal", contactId });
}

/** Dispatchers look after every client; who has left looks after none. */
function isAssigned(
  { job, clientSlugs, leftDaysBeforeEnd }: Staff,
  slug: string,
): boolean {
  if (leftDaysBeforeEnd !== null) return false;
  return job === "dispatcher" || clientSlugs.includes(slug);
}

async function hashPasswords(
  staff: readonly Staff[],
  passwords: Readonly<Record<string, string>>,
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const { email, leftDaysBeforeEnd } of staff) {
    const password = passwords[email];
    if (password === undefined || leftDaysBeforeEnd !== null) continue;
    hashes.set(email, await hashPassword(password));
  }
  return hashes;
}

async function appendAll(
  organizationId: string,
  batches: Batches,
  report: (done: number) => void,
): Promise<void> {
  let done = 0;
  for await (const { count, batch } of batches) {
    await appendBatch(organizationId, batch);
    done += count;
    report(done);
  }
}

async function appendBatch(organizationId: string, batch: Batch): Promise<void> {
  await inScope(
    { organizationId, clientId: null },
    (tx) => appendHistory(tx, organizationId, batch),
    "ingest",
  );
}
