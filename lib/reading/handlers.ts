import { z } from "zod";
import { sessionRoute } from "@/lib/access/handlers";
import type { Ctx, Scope } from "@/lib/access/model";
import { isSameOrigin } from "@/lib/access/request";
import { everything, type Filter } from "@/lib/entries/filter";
import { describeDevice } from "@/lib/entries/formats/device";
import { describeOpened, recordOpened } from "@/lib/entries/loaders";
import type { Entry } from "@/lib/entries/model";
import { findEntry, listPage } from "@/lib/entries/queries";
import { trimEntry } from "@/lib/entries/row-entry";
import { readBody } from "@/lib/kit/body";
import { AppError } from "@/lib/kit/errors";
import { loadZone } from "@/lib/organizations/loaders";
import { listFieldErrors } from "@/lib/runtime/mutation";
import { aroundMs, type Moment, type ReadEntry, readLimits } from "./model";
import { recordListExport } from "./mutations";
import { findTexts, listClientsOf, listEntriesOf } from "./queries";

const bodyBytesMax = 64 * 1024;

/** All of one entry, for the details that opened with what its row knew. */
export const handleEntry = sessionRoute(
  "log:read",
  "/api/entries/{id}",
  async (ctx, _request, { id = "" }) => {
    const entry = await requireEntry(ctx.scope, id);
    const [read] = await describeEntries(ctx, [entry]);
    return Response.json({ ...read, ...(await describeOpened(ctx, entry)) });
  },
);

const wanted = z.strictObject({
  ids: z.array(z.string()).min(1).max(readLimits.entriesMax),
  purpose: z.enum(["copy", "export"]),
});

/** The entries selected in a list; taking them along as a file is an export, and logged. */
export const handleEntries = sessionRoute(
  "log:read",
  "/api/entries",
  async (ctx, request) => {
    if (!isSameOrigin(request.headers, process.env.CUSTODY_URL ?? "")) {
      throw new AppError("access.cross_site");
    }
    const parsed = wanted.safeParse(readJson(await readBody(request, bodyBytesMax)));
    if (!parsed.success) {
      throw new AppError("input.invalid", { errors: listFieldErrors(parsed.error) });
    }
    const { ids, purpose } = parsed.data;
    const entries = await listEntriesOf(ctx.scope, ids);
    if (entries.length === 0) throw new AppError("resource.not_found");
    if (purpose === "export") await recordSelection(ctx, entries);
    return Response.json({ data: await describeEntries(ctx, entries) });
  },
);

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new AppError("request.malformed", { cause });
  }
}

async function recordSelection(ctx: Ctx, entries: Entry[]): Promise<void> {
  const times = entries.map(({ recorded_at }) => recorded_at).sort();
  await recordListExport(ctx, {
    count: entries.length,
    from: times[0] ?? null,
    to: times.at(-1) ?? null,
  });
}

/** What else happened within minutes of an entry, by its actor or for its client. */
export const handleAround = sessionRoute(
  "log:read",
  "/api/entries/{id}/around",
  async ({ scope }, request, { id = "" }) => {
    const { searchParams } = new URL(request.url);
    const entry = await requireEntry(scope, id);
    const keep = searchParams.get("keep") === "client" ? "client" : "actor";
    const filter = filterAround(entry, keep, searchParams.get("within"));
    const at = Date.parse(entry.recorded_at);
    const range = {
      from: new Date(at - aroundMs).toISOString(),
      to: new Date(at + aroundMs).toISOString(),
    };
    const limit = readLimits.aroundEntriesMax;
    const page = { limit, order: "desc" as const, cursor: null, offset: 0 };
    const { entries, total } = await listPage(scope, { filter, range }, page);
    return Response.json({ data: await describeMoments(scope, entries), total });
  },
);

/** `within` keeps a client's pages to that client, whoever acted. */
function filterAround(
  entry: Entry,
  keep: "actor" | "client",
  within: string | null,
): Filter {
  const actor = entry.actor.id ?? entry.actor.email ?? `type:${entry.actor.type}`;
  const only = (term: string) => ({ include: [term], exclude: [] });
  const client = within ?? (keep === "client" ? (entry.client ?? "internal") : null);
  return {
    ...everything,
    terms: {
      ...(keep === "actor" ? { actor: only(actor) } : {}),
      ...(client === null ? {} : { client: only(client) }),
    },
  };
}

/** The very texts the entry's hashes are over, to be checked in the browser. */
export const handleTexts = sessionRoute(
  "log:read",
  "/api/entries/{id}/texts",
  async (ctx, _request, { id = "" }) => {
    const { scope } = ctx;
    await describeEntries(ctx, [await requireEntry(scope, id)]);
    const texts = await findTexts(scope, id);
    if (!texts) throw new AppError("resource.not_found");
    return Response.json(texts);
  },
);

async function requireEntry(scope: Scope, id: string): Promise<Entry> {
  const entry = await findEntry(scope, id);
  if (!entry) throw new AppError("resource.not_found");
  return entry;
}

/** Who gets an entry whole has opened it: what that means for the log is settled here. */
async function describeEntries(ctx: Ctx, entries: Entry[]): Promise<ReadEntry[]> {
  const clients = await listClientsOf(ctx.scope);
  const zone = await loadZone();
  const read: ReadEntry[] = [];
  for (const entry of entries) {
    const device = describeDevice(entry.context.user_agent);
    await recordOpened(ctx, { open: { entry }, clients });
    const client = clients.find(({ slug }) => slug === entry.client);
    const clientName = client?.name ?? entry.client;
    read.push({ entry, device, clientName, zone: client?.timeZone ?? zone });
  }
  return read;
}

/** Only what a row shows. */
async function describeMoments(scope: Scope, entries: Entry[]): Promise<Moment[]> {
  const clients = await listClientsOf(scope);
  return entries.map((entry) => ({
    entry: trimEntry(entry),
    clientName: clients.find(({ slug }) => slug === entry.client)?.name ?? entry.client,
  }));
}
