import type { Metadata } from "next";
import { RadioField, TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { loadNewWebhook } from "@/lib/webhooks/loaders";
import { formatWords, webhookFormats, webhookLimits } from "@/lib/webhooks/model";

export const metadata: Metadata = { title: "New webhook – Custody" };

export default async function Page() {
  const form = await loadNewWebhook();
  return (
    <>
      <PageHeading
        title="New webhook"
        back={{ label: "Webhooks", href: "/settings/webhooks" }}
      >
        What rules tell goes there: to a program, or to people in a chat.
      </PageHeading>
      <div className="px-6 py-5 max-md:px-4">
        <Form
          form={form}
          action="/api/webhooks"
          submit="Create webhook"
          cancelHref="/settings/webhooks"
          labels={{ url: "Address" }}
        >
          <TextField
            form={form}
            name="name"
            hint="What receives it: PSA, on-call chat."
            autoComplete="off"
            maxLength={webhookLimits.nameLengthMax}
          />
          <RadioField
            form={form}
            name="format"
            label="Who reads it"
            options={webhookFormats.map((value) => ({
              value,
              label: formatWords[value].name,
              hint: formatWords[value].says,
            }))}
          />
          <TextField
            form={form}
            name="url"
            label="Address"
            hint="https, on the public internet. It is kept encrypted; only its host is shown."
            autoComplete="off"
            spellCheck={false}
            placeholder="https://psa.example.com/hooks/custody"
            className="font-mono"
          />
        </Form>
      </div>
    </>
  );
}
