import { sessionRoute } from "@/lib/access/handlers";
import type { Ctx } from "@/lib/access/model";
import { apiRoute } from "@/lib/access/wrap";
import type { Filter } from "@/lib/entries/filter";
import { refusePosition } from "@/lib/entries/handlers";
import type { Entry } from "@/lib/entries/model";
import { parsePosition } from "@/lib/entries/parameters";
import { createPredicate } from "@/lib/entries/predicate";
import { resolveRange } from "@/lib/entries/range";
import { hideOrganization } from "@/lib/entries/row";
import { parseView } from "@/lib/entries/view";
import { AppError } from "@/lib/kit/errors";
import { log } from "@/lib/kit/log";
import { loadZone } from "@/lib/organizations/loaders";
import { listenAppends } from "@/lib/runtime/notice";
import { Hub } from "./hub";
import { liveLimits, type TailEntry } from "./model";
import {
  describeGrant,
  findHead,
  findPlace,
  listMissed,
  listTail,
  nameClients,
} from "./queries";
import { parseLiveQuery } from "./query";
import { createSeats, type Seats } from "./seats";
import { openLiveStream } from "./stream";

const report = (err: unknown) => log.warn({ err }, "a live stream met an error");
const holder = globalThis as { custodyLive?: { hub: Hub; seats: Seats } };

/** Next bundles this module more than once; the hub is one for the process. */
function getLive() {
  holder.custodyLive ??= {
    hub: new Hub({ findHead, listTail, listen: listenAppends, report }),
    seats: createSeats({
      readerMax: liveLimits.streamsPerReaderMax,
      processMax: liveLimits.streamsMax,
    }),
  };
  return holder.custodyLive;
}

export function countLiveStreams(): number {
  return getLive().seats.count();
}

/** GET /audit-logs/stream: the entries a filter selects, as they are stored. */
export const handleStream = apiRoute(
  "log:read",
  "/api/v1/audit-logs/stream",
  (ctx, request) => {
    const { searchParams } = new URL(request.url);
    const parsed = parseLiveQuery(searchParams, request.headers.get("last-event-id"));
    if (!parsed.ok) throw new AppError("query.invalid", { errors: parsed.reason });
    const isLimited = ctx.scope.clientId !== null;
    if (isLimited && parsed.value.filter.upto !== null) throw refusePosition();
    const describe = ({ entry }: TailEntry) =>
      isLimited ? hideOrganization(entry) : entry;
    return answerStream(ctx, request.signal, { ...parsed.value, describe });
  },
);

/** The same for the pages, by session, which need to know only that something is new. */
export const handlePageStream = sessionRoute(
  "log:read",
  "/api/live",
  async (ctx, request) => {
    const { searchParams } = new URL(request.url);
    const given = request.headers.get("last-event-id") ?? searchParams.get("since") ?? "";
    searchParams.delete("since");
    const { filter } = parseView(searchParams).view;
    const describe = ({ entry }: TailEntry) => describeNews(entry);
    const place = parsePosition(given);
    const zone = await loadZone();
    return answerStream(ctx, request.signal, { filter, zone, place, describe });
  },
);

function describeNews({ id, idx, recorded_at }: Entry) {
  return { id, idx, recorded_at };
}

type Wanted = {
  filter: Filter;
  zone: string;
  place: number | null;
  describe: (tail: TailEntry) => unknown;
};

async function answerStream(
  ctx: Ctx,
  signal: AbortSignal,
  { filter, zone, place, describe }: Wanted,
): Promise<Response> {
  const { hub, seats } = getLive();
  const readerId = readerIdOf(ctx);
  const leave = takeSeat(seats, readerId);
  signal.addEventListener("abort", leave);
  if (signal.aborted) leave();
  const { scope } = ctx;
  try {
    const [grant, named, newest] = await Promise.all([
      describeGrant(ctx),
      nameClients(scope, filter),
      findPlace(scope),
    ]);
    const matches = createPredicate(named, resolveRange(filter, new Date(), zone));
    const stream = openLiveStream(
      {
        hub,
        listMissed: (from, upToIdx) => listMissed(scope, from, upToIdx),
        report,
      },
      { scope, matches, place: Math.min(place ?? newest, newest), describe },
      {
        reader: { id: readerId, check: async () => (await describeGrant(ctx)) === grant },
        signal,
        onEnd: leave,
      },
    );
    return new Response(stream, { headers: streamHeaders });
  } catch (thrown) {
    leave();
    throw thrown;
  }
}

/** Compression would hold events back; `no-transform` keeps every proxy's hands off. */
const streamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-store, no-transform",
  "x-accel-buffering": "no",
};

function readerIdOf({ principal }: Ctx): string {
  if (principal.kind === "user") return principal.sessionId;
  return principal.kind === "key" ? principal.keyId : principal.kind;
}

function takeSeat(seats: Seats, readerId: string): () => void {
  const seat = seats.take(readerId);
  if (typeof seat === "function") return seat;
  if (seat === "process is full") {
    throw new AppError("service.overloaded", { retryAfterSeconds: 10 });
  }
  const detail = `At most ${liveLimits.streamsPerReaderMax} streams may be open at once.`;
  throw new AppError("request.rate_limited", { detail, retryAfterSeconds: 5 });
}
