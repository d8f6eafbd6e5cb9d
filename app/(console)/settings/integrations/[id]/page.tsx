import type { Metadata } from "next";
import { HostileText } from "@/components/entries/hostile-text";
import type { Viewer } from "@/components/entries/viewer";
import { Form } from "@/components/forms/form";
import { InboundSection } from "@/components/integrations/inbound-section";
import {
  IntegrationFields,
  labelsOf,
} from "@/components/integrations/integration-fields";
import { IntegrationState } from "@/components/integrations/integration-table";
import { Fact, FactList } from "@/components/shell/fact-list";
import { PageHeading } from "@/components/shell/page-heading";
import { PostForm } from "@/components/shell/post-form";
import { SoftLink } from "@/components/shell/soft-link";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { describeTime } from "@/lib/entries/moment";
import { listOf } from "@/lib/forms/model";
import { loadIntegration } from "@/lib/integrations/loaders";
import { hostOf, type IntegrationPage } from "@/lib/integrations/model";
import { products } from "@/lib/integrations/products";
import { loadZone } from "@/lib/organizations/loaders";

export const metadata: Metadata = { title: "Integration – Custody" };

type Props = { params: Promise<{ id: string }> };

/** One ticket system: how it is, and how Custody writes to it. */
export default async function Page({ params }: Props) {
  const { id } = await params;
  const page = await loadIntegration(id);
  const { integration, mayWrite } = page;
  const { name, checkError } = integration;
  return (
    <div className="grid gap-6 pb-10">
      <PageHeading
        title={name}
        back={{ label: "Integrations", href: "/settings/integrations" }}
        actions={mayWrite && <TestButton id={id} />}
      >
        <span className="flex flex-wrap items-center gap-2">
          <IntegrationState integration={integration} />
          <SoftLink
            className="underline"
            href={`/admin/audit-logs?range=all&entity=integration&id=${id}`}
          >
            Every call, in the log
          </SoftLink>
        </span>
      </PageHeading>
      {checkError !== null && (
        <div className="px-6 max-md:px-4">
          <Alert tone="danger">
            <p className="[overflow-wrap:anywhere]">
              The test failed: <HostileText text={checkError} />
            </p>
          </Alert>
        </div>
      )}
      <div className="px-6 max-md:px-4">
        <Facts page={page} zone={await loadZone()} />
      </div>
      <InboundSection page={page} />
      {mayWrite && <Editor page={page} />}
    </div>
  );
}

function Facts({
  page: { integration },
  zone,
}: {
  page: IntegrationPage;
  zone: Viewer["zone"];
}) {
  const { product, checkedAt, createdAt } = integration;
  return (
    <FactList>
      <Fact name="Product">{products[product].name}</Fact>
      <Fact name="At">
        <HostileText text={hostOf(integration)} />
      </Fact>
      <Fact name="Added">{describeTime(createdAt, zone)}</Fact>
      {checkedAt !== null && (
        <Fact name="Last tested">{describeTime(checkedAt, zone)}</Fact>
      )}
    </FactList>
  );
}

function TestButton({ id }: { id: string }) {
  return (
    <PostForm target={{ action: `/api/integrations/${id}` }}>
      <input type="hidden" name="act" value="test" />
      <Button type="submit">Test the connection</Button>
    </PostForm>
  );
}

function Editor({ page: { integration, form } }: { page: IntegrationPage }) {
  const { id, product } = integration;
  return (
    <section aria-labelledby="change" className="grid gap-3 px-6 max-md:px-4">
      <h2 id="change" className="font-semibold">
        Change
      </h2>
      <Form
        form={form}
        action={`/api/integrations/${id}`}
        submit="Save"
        labels={labelsOf(product)}
      >
        <input type="hidden" name="act" value="update" />
        <IntegrationFields form={form} product={product} isNew={false} />
        <Checkbox
          name="isEnabled"
          value="on"
          defaultChecked={listOf(form, "isEnabled").includes("on")}
          className="px-0"
        >
          On: Custody writes to it
        </Checkbox>
      </Form>
    </section>
  );
}
