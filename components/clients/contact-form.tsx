import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import type { FormState } from "@/lib/forms/model";

export function ContactForm({
  form,
  action,
  submit,
  client,
}: {
  form: FormState;
  action: string;
  submit: string;
  client: { id: string; slug: string };
}) {
  const isNew = action === "/api/contacts";
  return (
    <Form
      form={form}
      action={action}
      submit={submit}
      cancelHref={`/clients/${client.slug}/contacts`}
      labels={{ email: "E-mail" }}
    >
      <input type="hidden" name="page" value={client.slug} />
      {isNew && <input type="hidden" name="clientId" value={client.id} />}
      <TextField form={form} name="name" autoComplete="off" maxLength={200} />
      <TextField
        form={form}
        name="email"
        label="E-mail"
        type="email"
        isOptional
        hint="Needed for portal access: they sign in with it."
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <TextField form={form} name="phone" type="tel" isOptional autoComplete="off" />
      <TextField form={form} name="jobTitle" isOptional autoComplete="off" />
    </Form>
  );
}
