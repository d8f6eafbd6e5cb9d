import type { Metadata } from "next";
import { RadioField, TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { capitalize } from "@/lib/catalogue/words";
import { loadNewPlan } from "@/lib/reviews/loaders";
import { cadences, cadenceWords } from "@/lib/reviews/model";

export const metadata: Metadata = { title: "Plan reviews – Custody" };

export default async function Page() {
  const { form } = await loadNewPlan("range=all");
  return (
    <>
      <PageHeading
        title="Plan reviews"
        back={{ label: "Reviews", href: "/evidence/reviews" }}
      >
        A period counts as reviewed when signed reviews of the very same conditions leave
        no moment of it open.
      </PageHeading>
      <div className="grid max-w-2xl gap-5 px-6 py-5 max-md:px-4">
        <Form
          form={form}
          action="/api/review-plans"
          submit="Plan it"
          cancelHref="/evidence/reviews"
          labels={{ query: "Filter", startsOn: "From" }}
        >
          <TextField
            form={form}
            name="name"
            label="What is to be reviewed"
            hint="For example: everything of Acme"
            maxLength={120}
          />
          <TextField
            form={form}
            name="query"
            label="Filter"
            hint="What the address of the log says after the question mark; its time does not count. range=all is everything."
            className="font-mono"
            maxLength={4096}
          />
          <RadioField
            form={form}
            name="cadence"
            label="How often"
            options={cadences.map((value) => ({
              value,
              label: capitalize(cadenceWords[value]),
            }))}
          />
          <TextField form={form} name="startsOn" label="From" type="date" />
        </Form>
      </div>
    </>
  );
}
