import { gatePage, loader } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { findOrganizationById } from "@/lib/organizations/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { type ClientActivity, listClientActivity } from "./queries";

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
