import type { Metadata } from "next";
import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { loadNewCase } from "@/lib/cases/loaders";

export const metadata: Metadata = { title: "Open a case – Custody" };

export default async function Page() {
  const form = await loadNewCase();
  return (
    <>
      <PageHeading title="Open a case" back={{ label: "Cases", href: "/evidence/cases" }}>
        Everything that is done in it is in the log: who pinned what, and every word of
        the report before and after.
      </PageHeading>
      <div className="px-6 py-5 max-md:px-4">
        <Form
          form={form}
          action="/api/cases"
          submit="Open the case"
          cancelHref="/evidence/cases"
        >
          <TextField
            form={form}
            name="name"
            label="What happened"
            hint="For example: mailbox rules at Globex, 12 November"
            maxLength={120}
          />
        </Form>
      </div>
    </>
  );
}
