import type { Metadata } from "next";
import { ContactForm } from "@/components/clients/contact-form";
import { PageHeading } from "@/components/shell/page-heading";
import { loadContact } from "@/lib/contacts/loaders";

type Props = { params: Promise<{ slug: string; id: string }> };

export const metadata: Metadata = { title: "Edit contact – Custody" };

export default async function Page({ params }: Props) {
  const { slug, id } = await params;
  const { client, form } = await loadContact(slug, id);
  const list = `/clients/${client.slug}/contacts`;
  return (
    <>
      <PageHeading title="Edit contact" back={{ label: client.name, href: list }} />
      <div className="px-6 py-5 max-md:px-4">
        <ContactForm
          form={form}
          action={`/api/contacts/${id}/edit`}
          submit="Save"
          client={client}
        />
      </div>
    </>
  );
}
