import type { Metadata } from "next";
import { RadioField, TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { listRoleOptions } from "@/components/people/role-words";
import { PageHeading } from "@/components/shell/page-heading";
import { loadInvite } from "@/lib/people/loaders";

export const metadata: Metadata = { title: "Invite somebody – Custody" };

export default async function Page() {
  const { form, mayMakeOwners } = await loadInvite();
  return (
    <>
      <PageHeading
        title="Invite somebody"
        back={{ label: "People", href: "/settings/users" }}
      >
        They get a link by mail that works once, within seven days.
      </PageHeading>
      <div className="px-6 py-5 max-md:px-4">
        <Form
          form={form}
          action="/api/people/invitations"
          submit="Send invitation"
          cancelHref="/settings/users"
          labels={{ email: "E-mail" }}
        >
          <TextField
            form={form}
            name="email"
            label="E-mail"
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <TextField
            form={form}
            name="name"
            hint="As it stands in entries."
            autoComplete="off"
            maxLength={200}
          />
          <RadioField form={form} name="role" options={listRoleOptions(mayMakeOwners)} />
        </Form>
      </div>
    </>
  );
}
