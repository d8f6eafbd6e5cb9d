import type { Metadata } from "next";
import { ClientFields, clientLabels } from "@/components/clients/client-fields";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { loadNewClient } from "@/lib/clients/loaders";

export const metadata: Metadata = { title: "New client – Custody" };

export default async function Page() {
  const form = await loadNewClient();
  return (
    <>
      <PageHeading title="New client" back={{ label: "Clients", href: "/clients" }}>
        A client gets a stream of its own in the log: gap-free, provable by itself, and
        its for ever.
      </PageHeading>
      <div className="px-6 py-5 max-md:px-4">
        <Form
          form={form}
          action="/api/clients"
          submit="Create client"
          cancelHref="/clients"
          labels={clientLabels}
        >
          <ClientFields form={form} />
        </Form>
      </div>
    </>
  );
}
