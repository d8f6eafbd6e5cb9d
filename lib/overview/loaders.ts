import { gateClientPage, gatePage } from "@/lib/access/auth";
import type { Scope } from "@/lib/access/model";
import { type ClientRow, listClients } from "@/lib/clients/queries";
import type { Entry } from "@/lib/entries/model";
import { listPage } from "@/lib/entries/queries";
import { resolveRange } from "@/lib/entries/range";
import { parseView } from "@/lib/entries/view";
import { readInScope } from "@/lib/runtime/transaction";
import { countSelection } from "@/lib/segments/queries";
import type { Selection } from "@/lib/selections/queries";
import { type BuiltInView, builtInViews } from "@/lib/views/model";
import { type ClientSummary, summarizeClient } from "./queries";

const shownMax = 8;
const attention = "outcome=failed,denied";
const asked = ["deletions", "permission-changes", "failed-sign-ins", "denied", "exports"];

export type Overview = {
  recent: Entry[];
  attention: { entries: Entry[]; total: number; query: string };
  questions: (BuiltInView & { count: number })[];
  clients: ClientRow[];
};

/** What happened lately and what needs a look, in the reader's own scope. */
export async function loadOverview(zone: string): Promise<Overview> {
  const { scope } = await gatePage("log:read");
  const [recent, failed, questions, clients] = await Promise.all([
    listNewest(scope, select("", zone)),
    listNewest(scope, select(attention, zone)),
    countQuestions(scope, zone),
    readInScope(scope, (tx) => listClients(tx, scope)),
  ]);
  return {
    recent: recent.entries,
    attention: { ...failed, query: attention },
    questions,
    clients,
  };
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
