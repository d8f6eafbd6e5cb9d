import type { Ctx } from "@/lib/access/model";
import { apiRoute } from "@/lib/access/wrap";
import { readBody } from "@/lib/kit/body";
import { AppError } from "@/lib/kit/errors";
import { parseApiQuery } from "./api-query";
import { kindOfBody, parseEvents, type ReceivedEvent } from "./intake";
import { limits } from "./model";
import { type AppendAnswer, appendEvents } from "./mutations";
import { findEntry, listPage } from "./queries";
import { resolveRange } from "./range";
import { hideOrganization } from "./row";

export const handleAppend = apiRoute(
  "log:append",
  "/api/v1/events",
  async (ctx, request) => {
    const kind = kindOfBody(request.headers.get("content-type"));
    if (kind === null) {
      throw new AppError("request.unsupported_type", {
        detail: "Send application/json or application/x-ndjson, in UTF-8.",
      });
    }
    const bytes = await readBody(request, limits.requestBytesMax);
    const events = parseEvents(bytes, kind);
    const key = readIdempotencyKey(request.headers);
    if (key !== null) refuseSecondKeys(events, "Idempotency-Key");
    return answerAppended(ctx, await appendEvents(ctx, events, key));
  },
);

/** 201 for new entries, 200 for a repeat; a sender limited to one client learns no idx. */
export function answerAppended(ctx: Ctx, { isRepeat, entries }: AppendAnswer): Response {
  const isLimited = ctx.scope.clientId !== null;
  const shown = isLimited ? entries.map(({ idx: _idx, ...entry }) => entry) : entries;
  return Response.json({ entries: shown }, { status: isRepeat ? 200 : 201 });
}

function readIdempotencyKey(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (key === null || /^[\x20-\x7e]{1,255}$/.test(key)) return key;
  throw new AppError("event.invalid", {
    detail: "Idempotency-Key must be 1 to 255 printable ASCII characters.",
  });
}

/** One of the two would be ignored in silence. */
export function refuseSecondKeys(events: ReceivedEvent[], header: string): void {
  const errors = events
    .filter(({ event }) => event.idempotency_key != null)
    .map(({ pointer }) => ({
      pointer: `${pointer}/idempotency_key`,
      detail: `cannot stand beside the ${header} header`,
    }));
  if (errors.length > 0) throw new AppError("event.invalid", { errors });
}

export const handleList = apiRoute(
  "log:read",
  "/api/v1/audit-logs",
  async (ctx, request) => {
    const parsed = parseApiQuery(new URL(request.url).searchParams);
    if (!parsed.ok) throw new AppError("query.invalid", { errors: parsed.reason });
    const { filter, zone, ...page } = parsed.value;
    const isLimited = ctx.scope.clientId !== null;
    if (isLimited && filter.upto !== null) throw refusePosition();
    const range = resolveRange(filter, new Date(), zone);
    const { entries, total, hasMore } = await listPage(
      ctx.scope,
      { filter, range },
      page,
    );
    const last = hasMore ? entries.at(-1) : undefined;
    const position = isLimited ? last?.sidx : last?.idx;
    return Response.json({
      data: isLimited ? entries.map(hideOrganization) : entries,
      total,
      next_cursor: position === undefined ? null : String(position),
    });
  },
);

/** Asked often enough, it would tell every idx of the client, and so others' volume. */
export function refusePosition(): AppError {
  const detail = "is a position of the whole log; this key reads one client";
  return new AppError("query.invalid", { errors: [{ pointer: "?upto", detail }] });
}

export const handleFind = apiRoute(
  "log:read",
  "/api/v1/audit-logs/{id}",
  async (ctx, _request, { id = "" }) => {
    const entry = await findEntry(ctx.scope, id);
    if (!entry) throw new AppError("resource.not_found", { detail: `No entry "${id}".` });
    return Response.json(ctx.scope.clientId === null ? entry : hideOrganization(entry));
  },
);
