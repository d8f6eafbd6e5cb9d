import { gateClientPage, gatePage } from "@/lib/access/auth";
import { type Ctx, isAllowed, type Scope } from "@/lib/access/model";
import type { Permission } from "@/lib/access/policy";
import { countAlerts } from "@/lib/alerts/queries";
import { type ClientRow, listClients } from "@/lib/clients/queries";
import { everything } from "@/lib/entries/filter";
import type { Entry } from "@/lib/entries/model";
import { listPage } from "@/lib/entries/queries";
import { resolveRange } from "@/lib/entries/range";
import { parseView } from "@/lib/entries/view";
import { listExportRequests, requesterIdOf } from "@/lib/export-requests/queries";
import { listDuePlans } from "@/lib/reviews/loaders";
import { readInScope } from "@/lib/runtime/transaction";
import { countSelection, listBuckets } from "@/lib/segments/queries";
import type { Selection } from "@/lib/selections/queries";
import { type BuiltInView, builtInViews } from "@/lib/views/model";
import { listLastDays } from "./days";
import { type ClientSummary, summarizeClient } from "./queries";

const shownMax = 8;
const daysShown = 14;
const attention = "outcome=failed,denied";
const asked = ["deletions", "permission-changes", "failed-sign-ins", "denied", "exports"];

/** Something that waits for this reader, and the page that has it. */
export type Waiting = {
  id: string;
  label: string;
  detail: string;
  count: number;
  href: string;
};

export type Overview = {
  recent: Entry[];
  attention: { entries: Entry[]; total: number; query: string };
  questions: (BuiltInView & { count: number })[];
  clients: ClientRow[];
  days: DayCount[];
  waiting: Waiting[];
};

/** What happened lately and what needs a look, in the reader's own scope. */
export async function loadOverview(zone: string): Promise<Overview> {
  const ctx = await gatePage("log:read");
  const { scope } = ctx;
  const [recent, failed, questions, clients, days, waiting] = await Promise.all([
    listNewest(scope, select("", zone)),
    listNewest(scope, select(attention, zone)),
    countQuestions(scope, zone),
    readInScope(scope, (tx) => listClients(tx, scope)),
    countDays(scope, zone),
    listWaiting(ctx, zone),
  ]);
  return {
    days,
    waiting,
    recent: recent.entries,
    attention: { ...failed, query: attention },
    questions,
    clients,
  };
}

export type DayCount = { day: string; success: number; failed: number; denied: number };

async function countDays(scope: Scope, zone: string): Promise<DayCount[]> {
  const { days, edges } = listLastDays(new Date(), zone, daysShown);
  const range = { from: edges[0] ?? null, to: edges.at(-1) ?? null };
  const buckets = await listBuckets(scope, { filter: everything, range }, edges);
  return days.map((day, at) => {
    const { success = 0, failed = 0, denied = 0 } = buckets[at] ?? {};
    return { day, success, failed, denied };
  });
}

/** What this reader may act on and has not; what nobody waits for is left out. */
async function listWaiting(ctx: Ctx, zone: string): Promise<Waiting[]> {
  const may = (permission: Permission) => isAllowed(ctx.principal, permission);
  const [alerts, plans, exports] = await Promise.all([
    may("alerts:read") ? countAlerts(ctx) : null,
    may("reviews:read") ? listDuePlans(ctx.scope, zone) : [],
    may("log:export") ? listExportRequests(ctx) : [],
  ]);
  const requesterId = requesterIdOf(ctx);
  const ready = exports.filter(
    (one) => one.state === "done" && one.requesterId === requesterId,
  );
  const waiting: Waiting[] = [
    {
      id: "alerts",
      label: "Open alerts",
      detail: "A rule fired and nobody has taken it",
      count: alerts?.open ?? 0,
      href: "/alerts",
    },
    {
      id: "reviews",
      label: "Reviews due",
      detail: "A period is over that nobody signed for",
      count: plans.reduce((sum, { due }) => sum + due, 0),
      href: "/evidence/reviews",
    },
    {
      id: "exports",
      label: "Exports ready",
      detail: "Files you asked for, until they expire",
      count: ready.length,
      href: "/exports",
    },
  ];
  return waiting.filter(({ count }) => count > 0);
}

/** What was done for a client in its own last month. */
export async function loadClientSummary(slug: string): Promise<ClientSummary> {
  const { scope, client } = await gateClientPage("log:read", slug);
  return summarizeClient(scope, select("range=last-month", client.timeZone).range);
}

function countQuestions(scope: Scope, zone: string) {
  const views = asked.flatMap((id) => builtInViews.filter((view) => view.id === id));
  return Promise.all(
    views.map(async (view) => ({
      ...view,
      count: await countSelection(scope, select(view.query, zone)),
    })),
  );
}

async function listNewest(scope: Scope, selection: Selection) {
  const page = { limit: shownMax, order: "desc" as const, cursor: null, offset: 0 };
  const { entries, total } = await listPage(scope, selection, page);
  return { entries, total };
}

function select(query: string, zone: string): Selection {
  const { filter } = parseView(new URLSearchParams(query)).view;
  return { filter, range: resolveRange(filter, new Date(), zone) };
}
