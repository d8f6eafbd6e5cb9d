import type { Metadata } from "next";
import Link from "next/link";
import { ClientActions } from "@/components/clients/client-actions";
import { ClientFacts } from "@/components/clients/client-facts";
import { ClientHeader } from "@/components/clients/client-header";
import { MergeNotes } from "@/components/clients/merge-notes";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { loadClient } from "@/lib/clients/loaders";
import { loadZone } from "@/lib/organizations/loaders";

type Props = { params: Promise<{ slug: string }> };

export const metadata: Metadata = { title: "Client – Custody" };

/** What a client is, who looks after it, and where its history goes on. */
export default async function Page({ params }: Props) {
  const page = await loadClient((await params).slug);
  const { client, merges, assignees } = page;
  const viewer = { zone: await loadZone(), now: Date.now(), clientNames: {} };
  return (
    <div className="pb-8">
      <ClientHeader client={client} current="overview">
        {client.archivedAt !== null && <Badge tone="quiet">Archived</Badge>}
        {page.mayUpdate && (
          <Button asChild size="small">
            <Link href={`/clients/${client.slug}/edit`}>Edit</Link>
          </Button>
        )}
      </ClientHeader>
      <MergeNotes merges={merges} />
      <ClientFacts client={client} assignees={assignees} viewer={viewer} />
      {page.mayArchive && <ClientActions page={page} />}
    </div>
  );
}
