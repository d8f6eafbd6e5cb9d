import { gatePage } from "@/lib/access/auth";
import { type Ctx, isAllowed } from "@/lib/access/model";
import { type ClientRow, listClients } from "@/lib/clients/queries";
import type { Filter } from "@/lib/entries/filter";
import { describeDevice } from "@/lib/entries/formats/device";
import type { Actor, Entry } from "@/lib/entries/model";
import { listPage } from "@/lib/entries/queries";
import { recordReading } from "@/lib/runtime/reading";
import { readInScope } from "@/lib/runtime/transaction";
import { parsePathPart } from "./addresses";
import { describeLife, type Life } from "./life";
import {
  findMember,
  findSessionFacts,
  listSessionsOf,
  type Member,
  type SessionFacts,
} from "./queries";
import { selectAll } from "./selection";

/** A history shows so many entries; the rest of it is a link to the log away. */
const storyLengthMax = 100;
const newest = { limit: storyLengthMax, order: "desc", cursor: null, offset: 0 } as const;
const oldest = { ...newest, order: "asc" } as const;
const single = { ...oldest, limit: 1 } as const;

/** Part of the log, and the filter that shows the whole of it there. */
export type Story = { filter: Filter; entries: Entry[]; total: number };
export type ShownSession = SessionFacts & { device: string | null };

export type PersonHistory = {
  isSelf: boolean;
  /** As the newest entry has it, or as the organization knows the person. */
  actor: Actor;
  /** Null for who is no member, and for readers who may not see the people. */
  member: Member | null;
  activity: Story;
  signIns: Story;
  roles: Story;
  sessions: ShownSession[] | null;
  clients: ClientRow[];
};

/** What one actor did, and what became of them; null when there is nobody by that name. */
export async function loadPersonHistory(part: string): Promise<PersonHistory | null> {
  const ctx = await gatePage("log:read");
  const name = parsePathPart(part);
  if (name === null) return null;
  const member = await findVisibleMember(ctx, name);
  const names = member ? [member.id, member.email] : [name];
  const isSelf = member !== null && isOneself(ctx, member.id);
  const [activity, signIns, roles] = await Promise.all([
    loadStory(ctx, selectAll({ actor: names })),
    loadStory(ctx, selectAll({ actor: names, category: ["authentication"] })),
    loadStory(ctx, selectAll({ entity: ["user"], id: names, category: ["users"] })),
  ]);
  const actor = activity.entries[0]?.actor ?? (member && actorOfMember(member));
  if (!actor) return null;
  if (!isSelf) {
    const target = { type: actor.type, id: actor.id, name: actor.name ?? actor.email };
    await recordReading(ctx, { action: "user.history_viewed", target }, null);
  }
  const [sessions, clients] = await readInScope(ctx.scope, async (tx) => [
    member && (await listSessionsOf(tx, ctx.scope.organizationId, member.id)),
    await listClients(tx, ctx.scope),
  ]);
  const shown = sessions?.map(withDevice) ?? null;
  return { isSelf, actor, member, activity, signIns, roles, sessions: shown, clients };
}

/** What the reader did; reading that of oneself is not recorded. */
export async function loadOwnActivity(): Promise<{
  activity: Story;
  clients: ClientRow[];
}> {
  const ctx = await gatePage("log:read");
  const { principal } = ctx;
  if (principal.kind !== "user") throw new Error("only a person has activity");
  const [activity, clients] = await Promise.all([
    loadStory(ctx, selectAll({ actor: [principal.userId] })),
    readInScope(ctx.scope, (tx) => listClients(tx, ctx.scope)),
  ]);
  return { activity, clients };
}

export type RecordHistory = {
  life: Life;
  story: Story;
  first: Entry;
  clients: ClientRow[];
};

/** Who touched a record, newest first; who only looked at it is asked for with `views`. */
export async function loadRecordHistory(
  parts: { type: string; id: string },
  withViews: boolean,
): Promise<RecordHistory | null> {
  const ctx = await gatePage("log:read");
  const [type, id] = [parsePathPart(parts.type), parsePathPart(parts.id)];
  if (type === null || id === null) return null;
  const named = { entity: [type], id: [id] };
  const changes = withViews ? null : await loadStory(ctx, withoutViews(named));
  const story = changes?.total ? changes : await loadStory(ctx, selectAll(named));
  const life = describeLife(story.entries);
  const first = await findFirst(ctx, story.filter);
  if (!life || !first) return null;
  const clients = await readInScope(ctx.scope, (tx) => listClients(tx, ctx.scope));
  const owner = clients.find(({ slug }) => slug === life.client);
  const target = { type, id, name: life.target.name };
  await recordReading(
    ctx,
    { action: "record.history_viewed", target },
    owner?.id ?? null,
  );
  return { life, story, first, clients };
}

export type SessionHistory = {
  id: string;
  /** One's own is not. */
  isRecorded: boolean;
  actor: Actor;
  story: Story;
  last: Entry;
  device: string | null;
  /** Null for a session of another product, or of somebody the reader may not see. */
  facts: SessionFacts | null;
  clients: ClientRow[];
};

/** One session as one thread, from its sign-in on. */
export async function loadSessionHistory(part: string): Promise<SessionHistory | null> {
  const ctx = await gatePage("log:read");
  const id = parsePathPart(part);
  if (id === null) return null;
  const story = await loadStory(ctx, selectAll({ session: [id] }), oldest);
  const [first] = story.entries;
  if (!first) return null;
  const [last = first] = (
    await listPage(ctx.scope, selectionOf(story.filter), { ...newest, limit: 1 })
  ).entries;
  const { actor } = first;
  const isRecorded = actor.id === null || !isOneself(ctx, actor.id);
  if (isRecorded) {
    const target = { type: "session", id, name: actor.name ?? actor.email };
    await recordReading(ctx, { action: "session.history_viewed", target }, null);
  }
  const [found, clients] = await readInScope(ctx.scope, async (tx) => [
    await findSessionFacts(tx, ctx.scope.organizationId, id),
    await listClients(tx, ctx.scope),
  ]);
  const facts = found && maySee(ctx, found.userId) ? found : null;
  const device = describeDevice(first.context.user_agent);
  return { id, isRecorded, actor, story, last, device, facts, clients };
}

function selectionOf(filter: Filter) {
  return { filter, range: { from: null, to: null } };
}

async function loadStory(
  ctx: Ctx,
  filter: Filter,
  page: typeof newest | typeof oldest = newest,
): Promise<Story> {
  const { entries, total } = await listPage(ctx.scope, selectionOf(filter), page);
  return { filter, entries, total };
}

async function findFirst(ctx: Ctx, filter: Filter): Promise<Entry | null> {
  const { entries } = await listPage(ctx.scope, selectionOf(filter), single);
  return entries[0] ?? null;
}

function withoutViews(named: Parameters<typeof selectAll>[0]): Filter {
  return selectAll(named, { verb: ["view"] });
}

async function findVisibleMember(ctx: Ctx, name: string): Promise<Member | null> {
  const { scope } = ctx;
  const member = await readInScope(scope, (tx) =>
    findMember(tx, scope.organizationId, name),
  );
  return member && maySee(ctx, member.id) ? member : null;
}

/** The people page's own permission; everybody may see themselves. */
function maySee(ctx: Ctx, userId: string): boolean {
  return isOneself(ctx, userId) || isAllowed(ctx.principal, "users:read");
}

function isOneself({ principal }: Ctx, userId: string): boolean {
  return principal.kind === "user" && principal.userId === userId;
}

function actorOfMember({ id, email, name, role }: Member): Actor {
  return { type: "user", id, email, name, role };
}

function withDevice(session: SessionFacts): ShownSession {
  return { ...session, device: describeDevice(session.userAgent) };
}
