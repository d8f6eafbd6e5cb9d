import { z } from "zod";
import { sessionRoute } from "@/lib/access/handlers";
import type { Ctx, Scope } from "@/lib/access/model";
import { isSameOrigin } from "@/lib/access/request";
import { everything, type Filter } from "@/lib/entries/filter";
import { describeDevice } from "@/lib/entries/formats/device";
import type { Entry } from "@/lib/entries/model";
import { findEntry, listPage } from "@/lib/entries/queries";
import { readBody } from "@/lib/kit/body";
import { AppError } from "@/lib/kit/errors";
import { loadZone } from "@/lib/organizations/loaders";
import { listFieldErrors } from "@/lib/runtime/mutation";
import { aroundMs, type ReadEntry, readLimits } from "./model";
import { recordListExport } from "./mutations";
import { findTexts, listClientsOf, listEntriesOf } from "./queries";

const bodyBytesMax = 64 * 1024;

/** All of one entry, for the details that opened with what its row knew. */
export const handleEntry = sessionRoute(
  "log:read",
  "/api/entries/{id}",
  async ({ scope }, _request, { id = "" }) => {
    const [read] = await describeEntries(scope, [await requireEntry(scope, id)]);
    return Response.json(read);
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
    const text = new TextDecoder().decode(await readBody(request, bodyBytesMax));
    const parsed = wanted.safeParse(JSON.parse(text));
    if (!parsed.success) {
      throw new AppError("input.invalid", { errors: listFieldErrors(parsed.error) });
    }
    const { ids, purpose } = parsed.data;
    const entries = await listEntriesOf(ctx.scope, ids);
    if (purpose === "export") await recordSelection(ctx, entries);
    return Response.json({ data: await describeEntries(ctx.scope, entries) });
  },
);

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
    return Response.json({ data: await describeEntries(scope, entries), total });
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
  async ({ scope }, _request, { id = "" }) => {
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

async function describeEntries(scope: Scope, entries: Entry[]): Promise<ReadEntry[]> {
  const zone = await loadZone();
  const clients = new Map(
    (await listClientsOf(scope)).map((client) => [client.slug, client]),
  );
  return entries.map((entry) => {
    const client = entry.client === null ? undefined : clients.get(entry.client);
    return {
      entry,
      device: describeDevice(entry.context.user_agent),
      clientName: client?.name ?? entry.client,
      zone: client?.timeZone ?? zone,
    };
  });
}
