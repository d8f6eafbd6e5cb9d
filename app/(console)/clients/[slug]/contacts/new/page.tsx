import type { Metadata } from "next";
import { ContactForm } from "@/components/clients/contact-form";
import { PageHeading } from "@/components/shell/page-heading";
import { loadContact } from "@/lib/contacts/loaders";

type Props = { params: Promise<{ slug: string }> };

export const metadata: Metadata = { title: "New contact – Custody" };

export default async function Page({ params }: Props) {
  const { client, form } = await loadContact((await params).slug, null);
  const list = `/clients/${client.slug}/contacts`;
  return (
    <>
      <PageHeading title="New contact" back={{ label: client.name, href: list }} />
      <div className="px-6 py-5 max-md:px-4">
        <ContactForm
          form={form}
          action="/api/contacts"
          submit="Create contact"
          client={client}
        />
      </div>
    </>
  );
}
