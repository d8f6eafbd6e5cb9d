import { gateClientPage, gatePage, loader } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { findOrganizationById } from "@/lib/organizations/queries";
import { type Asked, askedOf } from "@/lib/reasons/model";
import { findReasonRule } from "@/lib/reasons/queries";
import { readInScope } from "@/lib/runtime/transaction";
import {
  type ClientActivity,
  type ClientLink,
  type ClientRow,
  findMerges,
  listAssignees,
  listClientActivity,
  listClients,
} from "./queries";

export type ClientList = {
  clients: ClientActivity[];
  archivedCount: number;
  search: string;
  showsArchived: boolean;
  mayCreate: boolean;
};

type Query = Record<string, string | string[] | undefined>;

/** The clients a reader may know of, with what was logged of each in 30 days. */
export async function loadClientList(query: Query): Promise<ClientList> {
  const { scope, principal } = await gatePage("clients:read");
  const search = typeof query.q === "string" ? query.q.trim().slice(0, 200) : "";
  const showsArchived = query.show === "archived";
  const all = await readInScope(scope, (tx) => listClientActivity(tx, scope));
  const archived = all.filter(({ archivedAt }) => archivedAt !== null);
  const shown = showsArchived
    ? archived
    : all.filter(({ archivedAt }) => archivedAt === null);
  const sought = search.toLowerCase();
  return {
    clients: shown.filter(({ name, slug }) =>
      `${name}\n${slug}`.toLowerCase().includes(sought),
    ),
    archivedCount: archived.length,
    search,
    showsArchived,
    mayCreate: isAllowed(principal, "clients:create"),
  };
}

export const loadNewClient: () => Promise<FormState> = loader(
  "clients:create",
  async (scope) => {
    const organization = await readInScope(scope, (tx) =>
      findOrganizationById(tx, scope.organizationId),
    );
    return loadForm("client", { timeZone: organization?.timeZone ?? "UTC" });
  },
);

export type ClientPage = {
  client: ClientActivity;
  merges: { into: ClientLink | null; from: ClientLink[] };
  assignees: { id: string; name: string }[];
  others: ClientRow[];
  mayUpdate: boolean;
  mayArchive: boolean;
  asked: Record<"archive" | "merge", Asked>;
  forms: Record<"archive" | "merge", FormState>;
};

/** What a client is and where its history goes on. */
export async function loadClient(slug: string): Promise<ClientPage> {
  const { ctx, client } = await gateClientPage("clients:read", slug);
  const { scope, principal } = ctx;
  const found = await readInScope(scope, async (tx) => ({
    activity: await listClientActivity(tx, scope),
    merges: await findMerges(tx, client),
    assignees: await listAssignees(tx, scope.organizationId, client.id),
    all: await listClients(tx, scope),
    rule: await findReasonRule(tx, scope.organizationId),
  }));
  const { activity, merges, assignees, all, rule } = found;
  const mine = activity.find(({ id }) => id === client.id);
  return {
    client: mine ?? { ...client, recentCount: 0, lastAt: null },
    merges,
    assignees,
    others: all.filter(({ id, archivedAt }) => id !== client.id && archivedAt === null),
    mayUpdate: isAllowed(principal, "clients:update"),
    mayArchive: isAllowed(principal, "clients:archive"),
    asked: {
      archive: askedOf(rule, "client.archived"),
      merge: askedOf(rule, "client.merged"),
    },
    forms: {
      archive: await loadForm("client-archive"),
      merge: await loadForm("client-merge"),
    },
  };
}

export async function loadClientEdit(
  slug: string,
): Promise<{ client: ClientRow; form: FormState }> {
  const { client } = await gateClientPage("clients:update", slug);
  const { name, timeZone } = client;
  const form = await loadForm("client", { name, slug: client.slug, timeZone });
  return { client, form };
}
