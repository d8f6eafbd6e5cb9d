import type { Metadata } from "next";
import { ChecksField, TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { ProviderList } from "@/components/security/provider-list";
import { PageHeading } from "@/components/shell/page-heading";
import { Alert } from "@/components/ui/alert";
import type { FormState } from "@/lib/forms/model";
import { loadSecurity } from "@/lib/security/loaders";

export const metadata: Metadata = { title: "Security settings – Custody" };

const labels = { clientId: "Client id", clientSecret: "Client secret" };

export default async function Page() {
  const { isDemo, form, providerForm, providers, callback } = await loadSecurity();
  return (
    <>
      <PageHeading title="Security">
        How people of this organization sign in. Every change is in the log.
      </PageHeading>
      <div className="grid gap-8 px-6 py-5 max-md:px-4">
        {isDemo && (
          <Alert tone="warning" className="max-w-xl">
            This is a demo organization: nobody needs a second factor here. In a real one
            owners and admins always do.
          </Alert>
        )}
        <Form form={form} action="/api/settings/security" submit="Save">
          <ChecksField
            form={form}
            name="secondFactorRoles"
            label="Second factor"
            hint="Owners and admins always need one. Who else?"
            isOptional
            options={[
              { value: "technician", label: "Technicians" },
              { value: "auditor", label: "Auditors" },
              { value: "portal", label: "Clients’ people in the portal" },
            ]}
          />
          <TextField
            form={form}
            name="sessionHours"
            label="Hours a session lasts"
            hint="From 1 to 720. It counts from the next sign-in on."
            inputMode="numeric"
            className="w-24"
          />
        </Form>
        <section aria-labelledby="providers" className="grid gap-3">
          <h2 id="providers" className="font-semibold">
            Single sign-on
          </h2>
          <ProviderList providers={providers} callback={callback} />
        </section>
        <section aria-labelledby="add-provider" className="grid gap-3">
          <h2 id="add-provider" className="font-semibold">
            Add a provider
          </h2>
          <p className="max-w-xl text-sm">
            Any OpenID Connect issuer: Microsoft Entra, Google, Okta, Keycloak. People are
            matched by an e-mail address the provider has verified, once.
          </p>
          <ProviderForm form={providerForm} />
        </section>
      </div>
    </>
  );
}

function ProviderForm({ form }: { form: FormState }) {
  return (
    <Form
      form={form}
      action="/api/settings/providers"
      submit="Add provider"
      labels={labels}
    >
      <TextField form={form} name="name" hint="As on the sign-in button." />
      <TextField form={form} name="issuer" type="url" />
      <TextField form={form} name="clientId" label="Client id" />
      <TextField
        form={form}
        name="clientSecret"
        label="Client secret"
        hint="Stored encrypted, never shown again."
        type="password"
        autoComplete="off"
      />
      <ChecksField
        form={form}
        name="isSecondFactor"
        label="Trust"
        isOptional
        options={[
          {
            value: "on",
            label: "It asks for a second factor itself",
            hint: "Then Custody does not ask again.",
          },
        ]}
      />
    </Form>
  );
}
