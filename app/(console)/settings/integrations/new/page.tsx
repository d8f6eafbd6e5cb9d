import type { Metadata } from "next";
import Link from "next/link";
import { Form } from "@/components/forms/form";
import {
  IntegrationFields,
  labelsOf,
} from "@/components/integrations/integration-fields";
import { PageHeading } from "@/components/shell/page-heading";
import { loadNewIntegration } from "@/lib/integrations/loaders";
import { productIds, products } from "@/lib/integrations/products";

export const metadata: Metadata = { title: "New integration – Custody" };

type Props = { searchParams: Promise<{ product?: string | string[] }> };

/** First which product, then what it needs to know. */
export default async function Page({ searchParams }: Props) {
  const asked = [(await searchParams).product ?? ""].flat()[0] ?? "";
  const page = await loadNewIntegration(asked);
  if (page === null) return <Choice />;
  const { product, form } = page;
  return (
    <>
      <PageHeading
        title={`New integration: ${products[product].name}`}
        back={{ label: "Other products", href: "/settings/integrations/new" }}
      >
        {products[product].says} Adding one asks who you are once more.
      </PageHeading>
      <div className="px-6 py-5 max-md:px-4">
        <Form
          form={form}
          action="/api/integrations"
          submit="Add the integration"
          cancelHref="/settings/integrations"
          labels={labelsOf(product)}
        >
          <IntegrationFields form={form} product={product} isNew />
        </Form>
      </div>
    </>
  );
}

function Choice() {
  return (
    <>
      <PageHeading
        title="New integration"
        back={{ label: "Integrations", href: "/settings/integrations" }}
      >
        Which ticket system?
      </PageHeading>
      <ul className="mx-6 my-5 grid max-w-2xl border-t max-md:mx-4">
        {productIds.map((id) => (
          <li key={id} className="border-b">
            <Link
              href={`/settings/integrations/new?product=${id}`}
              className="grid gap-0.5 py-3 hover:bg-muted"
            >
              <span className="font-medium">{products[id].name}</span>
              <span className="text-muted-foreground text-sm">{products[id].says}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
