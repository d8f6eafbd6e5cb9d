import type { Metadata } from "next";
import Link from "next/link";
import { ClientHeader } from "@/components/clients/client-header";
import { ContactTable } from "@/components/clients/contact-table";
import { EmptyState } from "@/components/shell/empty-state";
import { Button } from "@/components/ui/button";
import { loadContacts } from "@/lib/contacts/loaders";

type Props = { params: Promise<{ slug: string }> };

export const metadata: Metadata = { title: "Contacts – Custody" };

/** People at the client, and who of them may look into its portal. */
export default async function Page({ params }: Props) {
  const page = await loadContacts((await params).slug);
  const { client, contacts, mayUpdate } = page;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 pb-8">
      <ClientHeader client={client} current="contacts">
        {mayUpdate && (
          <Button asChild variant="primary" size="small">
            <Link href={`/clients/${client.slug}/contacts/new`}>New contact</Link>
          </Button>
        )}
      </ClientHeader>
      <h2 className="sr-only">Contacts and portal access</h2>
      {contacts.length > 0 ? (
        <ContactTable page={page} />
      ) : (
        <EmptyState title="No contacts yet">
          People at {client.name} appear here. With portal access they see their own
          company’s entries, and nothing else.
        </EmptyState>
      )}
    </div>
  );
}
