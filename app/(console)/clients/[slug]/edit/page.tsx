import type { Metadata } from "next";
import { ClientFields, clientLabels } from "@/components/clients/client-fields";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { loadClientEdit } from "@/lib/clients/loaders";

type Props = { params: Promise<{ slug: string }> };

export const metadata: Metadata = { title: "Edit client – Custody" };

export default async function Page({ params }: Props) {
  const { client, form } = await loadClientEdit((await params).slug);
  const page = `/clients/${client.slug}`;
  return (
    <>
      <PageHeading title="Edit client" back={{ label: client.name, href: page }}>
        A new short name moves the client’s pages. Its stream and its entries stay.
      </PageHeading>
      <div className="px-6 py-5 max-md:px-4">
        <Form
          form={form}
          action={`/api/clients/${client.id}/edit`}
          submit="Save"
          cancelHref={page}
          labels={clientLabels}
        >
          <input type="hidden" name="page" value={client.slug} />
          <ClientFields form={form} />
        </Form>
      </div>
    </>
  );
}
