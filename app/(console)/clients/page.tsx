import type { Metadata } from "next";
import Link from "next/link";
import { ClientTable } from "@/components/clients/client-table";
import { EmptyState } from "@/components/shell/empty-state";
import { ListSearch } from "@/components/shell/list-search";
import { PageHeading } from "@/components/shell/page-heading";
import { Button } from "@/components/ui/button";
import { type ClientList, loadClientList } from "@/lib/clients/loaders";
import { loadZone } from "@/lib/organizations/loaders";

const path = "/clients";

export const metadata: Metadata = { title: "Clients – Custody" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const list = await loadClientList(await searchParams);
  const { clients, showsArchived, archivedCount } = list;
  const viewer = { zone: await loadZone(), now: Date.now(), clientNames: {} };
  const other = showsArchived ? path : `${path}?show=archived`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 pb-8">
      <PageHeading
        title="Clients"
        actions={
          list.mayCreate && (
            <Button asChild variant="primary">
              <Link href={`${path}/new`}>New client</Link>
            </Button>
          )
        }
      >
        Each has its own stream in the log, and its own provable view of it.
      </PageHeading>
      <ListSearch
        action={path}
        label="Find a client"
        search={list.search}
        keep={showsArchived ? { show: "archived" } : {}}
      >
        {(archivedCount > 0 || showsArchived) && (
          <Button asChild variant="ghost">
            <Link href={other}>
              {showsArchived ? "Show active clients" : `Show ${archivedCount} archived`}
            </Link>
          </Button>
        )}
      </ListSearch>
      {clients.length > 0 ? (
        <ClientTable clients={clients} viewer={viewer} />
      ) : (
        <Nothing list={list} />
      )}
    </div>
  );
}

function Nothing({ list: { search, showsArchived, mayCreate } }: { list: ClientList }) {
  if (search !== "" || showsArchived) {
    return (
      <EmptyState title="No such client">
        No {showsArchived ? "archived" : "active"} client
        {search !== "" && ` has “${search}” in its name or short name`}.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No clients yet">
      {mayCreate
        ? "The companies you look after appear here, each with a stream of its own. Create the first one, or import a history with --create-clients."
        : "Clients you are assigned to appear here. An owner or an admin assigns them."}
    </EmptyState>
  );
}
