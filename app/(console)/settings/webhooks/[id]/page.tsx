import type { Metadata } from "next";
import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { PostForm } from "@/components/shell/post-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Confirm } from "@/components/ui/confirm";
import { DeliveryTable } from "@/components/webhooks/delivery-table";
import { RevealedSecret } from "@/components/webhooks/revealed-secret";
import { WebhookState } from "@/components/webhooks/webhook-table";
import { listOf } from "@/lib/forms/model";
import { loadZone } from "@/lib/organizations/loaders";
import { loadWebhook, type WebhookPage } from "@/lib/webhooks/loaders";
import { formatWords, isSigned } from "@/lib/webhooks/model";

export const metadata: Metadata = { title: "Webhook – Custody" };

type Props = { params: Promise<{ id: string }> };

/** One receiver: how it is, what it got, and what to do about it. */
export default async function Page({ params }: Props) {
  const { id } = await params;
  const { webhook, deliveries, mayWrite, form, revealed } = await loadWebhook(id);
  const viewer = { zone: await loadZone(), now: Date.now() };
  return (
    <div className="grid gap-6 pb-10">
      <PageHeading
        title={webhook.name}
        back={{ label: "Webhooks", href: "/settings/webhooks" }}
        actions={mayWrite && <Actions webhook={webhook} />}
      >
        <span className="flex flex-wrap items-center gap-2">
          <WebhookState webhook={webhook} />
          <span className="[overflow-wrap:anywhere]">
            {formatWords[webhook.format].name} at {webhook.host}
          </span>
          {webhook.previousUntil && <span>· the old secret still signs too</span>}
        </span>
      </PageHeading>
      {revealed !== null && <RevealedSecret secret={revealed} />}
      {webhook.stoppedReason !== null && (
        <div className="px-6 max-md:px-4">
          <Alert tone="danger">
            <p>
              Nothing is sent: {webhook.stoppedReason}. Correct the address and save it.
            </p>
          </Alert>
        </div>
      )}
      {mayWrite && <Edit id={id} form={form} />}
      <section aria-labelledby="deliveries" className="grid gap-2">
        <h2 id="deliveries" className="px-6 font-medium text-lg max-md:px-4">
          Deliveries
        </h2>
        {deliveries.length > 0 ? (
          <DeliveryTable
            deliveries={deliveries}
            webhookId={id}
            mayWrite={mayWrite}
            viewer={viewer}
          />
        ) : (
          <p className="px-6 text-muted-foreground text-sm max-md:px-4">
            Nothing was sent yet. Send a test, or choose this webhook in a rule.
          </p>
        )}
      </section>
    </div>
  );
}

function Actions({ webhook: { id, format } }: Pick<WebhookPage, "webhook">) {
  const action = `/api/webhooks/${id}`;
  return (
    <>
      <PostForm target={{ action }}>
        <input type="hidden" name="act" value="test" />
        <Button type="submit">Send a test</Button>
      </PostForm>
      {isSigned(format) && (
        <Confirm label="New secret" title="Make a new signing secret" align="end">
          <p>
            The old one signs beside it for a day, so that the receiver can change over.
          </p>
          <PostForm target={{ action }}>
            <input type="hidden" name="act" value="rotate" />
            <Button type="submit">Make it</Button>
          </PostForm>
        </Confirm>
      )}
    </>
  );
}

function Edit({ id, form }: { id: string } & Pick<WebhookPage, "form">) {
  return (
    <div className="px-6 max-md:px-4">
      <Form
        form={form}
        action={`/api/webhooks/${id}`}
        submit="Save"
        labels={{ url: "New address" }}
      >
        <input type="hidden" name="act" value="update" />
        <TextField form={form} name="name" autoComplete="off" />
        <TextField
          form={form}
          name="url"
          label="New address"
          isOptional
          hint="Empty: it stays as it is."
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
        />
        <Checkbox
          name="isEnabled"
          value="on"
          defaultChecked={listOf(form, "isEnabled").includes("on")}
          className="px-0"
        >
          Send events to it
        </Checkbox>
      </Form>
    </div>
  );
}
