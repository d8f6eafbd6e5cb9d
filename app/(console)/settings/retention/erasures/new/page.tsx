import type { Metadata } from "next";
import {
  ChecksField,
  SelectField,
  TextAreaField,
  TextField,
} from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { loadErasureForm } from "@/lib/erasures/loaders";
import { bases } from "@/lib/erasures/model";

export const metadata: Metadata = { title: "Erase a person’s fields – Custody" };

const back = { label: "Retention", href: "/settings/retention" };
const grounds = [
  { value: "", label: "Choose the legal ground" },
  ...Object.entries(bases).map(([value, label]) => ({ value, label })),
];
const origins = [
  {
    value: "yes",
    label: "Also where they acted from",
    hint: "The IP address and browser of everything they did.",
  },
];
const labels = { personId: "Their id", addresses: "Their IP addresses", also: "Also as" };

export default async function Page() {
  const form = await loadErasureForm();
  return (
    <div className="grid gap-5 pb-10">
      <PageHeading title="Erase a person’s fields" back={back}>
        Finds every value about somebody, in all clients. Nothing goes before you and a
        second owner have seen what would. Entries stay, with what was done, when, and by
        which id; so does the proof.
      </PageHeading>
      <div className="px-6 max-md:px-4">
        <Form
          form={form}
          action="/api/erasures"
          submit="Show what would go"
          cancelHref={back.href}
          labels={labels}
        >
          <TextField
            form={form}
            name="email"
            label="E-mail address"
            maxLength={320}
            autoComplete="off"
            isOptional
          />
          <TextField
            form={form}
            name="name"
            label="Name"
            hint="As entries write it; whole words only."
            maxLength={320}
            autoComplete="off"
            isOptional
          />
          <TextField
            form={form}
            name="personId"
            label="Their id"
            hint="Of a user or a contact. The id itself stays: entries are counted by it."
            maxLength={320}
            autoComplete="off"
            isOptional
          />
          <TextField
            form={form}
            name="addresses"
            label="Their IP addresses"
            hint="Several with a space between."
            autoComplete="off"
            isOptional
          />
          <TextAreaField
            form={form}
            name="also"
            label="Also as"
            hint="Other spellings, former names, telephone numbers; one a line."
            rows={3}
            isOptional
          />
          <ChecksField
            form={form}
            name="withOrigins"
            label="How much"
            options={origins}
            isOptional
          />
          <SelectField form={form} name="basis" label="Legal ground" options={grounds} />
          <TextField
            form={form}
            name="reason"
            label="Why"
            hint="A case number, say. It stays in the log: do not name the person here."
            maxLength={1000}
          />
        </Form>
      </div>
    </div>
  );
}
