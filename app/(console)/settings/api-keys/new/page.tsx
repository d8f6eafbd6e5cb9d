import type { Metadata } from "next";
import {
  ChecksField,
  SelectField,
  TextAreaField,
  TextField,
} from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { ReasonFields } from "@/components/forms/reason-fields";
import { PageHeading } from "@/components/shell/page-heading";
import { keyScopes } from "@/lib/access/policy";
import { loadNewKey } from "@/lib/api-keys/loaders";
import { scopeWords } from "@/lib/api-keys/model";

export const metadata: Metadata = { title: "New API key – Custody" };

const labels = {
  scopes: "What it may do",
  clientSlug: "Client",
  expiresAt: "Last day",
  allowedIps: "Addresses",
};

export default async function Page() {
  const { form, clients, asked } = await loadNewKey();
  return (
    <>
      <PageHeading
        title="New API key"
        back={{ label: "API keys", href: "/settings/api-keys" }}
      >
        The key is shown once, on the next page.
      </PageHeading>
      <div className="px-6 py-5 max-md:px-4">
        <Form
          form={form}
          action="/api/keys"
          submit="Create key"
          cancelHref="/settings/api-keys"
          labels={labels}
        >
          <TextField
            form={form}
            name="name"
            hint="What uses it: psa-sync, siem. It stands in every entry the key makes."
            autoComplete="off"
            maxLength={200}
          />
          <ChecksField
            form={form}
            name="scopes"
            label={labels.scopes}
            options={keyScopes.map((scope) => ({
              value: scope,
              label: <span className="font-mono">{scope}</span>,
              hint: scopeWords[scope],
            }))}
          />
          <SelectField
            form={form}
            name="clientSlug"
            label={labels.clientSlug}
            isOptional
            hint="A key of one client writes and reads that client’s entries alone."
            options={[
              { value: "", label: "All clients" },
              ...clients.map(({ slug, name }) => ({ value: slug, label: name })),
            ]}
          />
          <TextAreaField
            form={form}
            name="allowedIps"
            label={labels.allowedIps}
            isOptional
            hint="Where it may be used from, one address or range a line. Empty: anywhere."
            placeholder="203.0.113.0/24"
            spellCheck={false}
            className="font-mono"
          />
          <TextField
            form={form}
            name="expiresAt"
            label={labels.expiresAt}
            type="date"
            isOptional
            hint="It ends with this day, in UTC. Empty: never."
            className="w-44"
          />
          <ReasonFields form={form} asked={asked} />
        </Form>
      </div>
    </>
  );
}
