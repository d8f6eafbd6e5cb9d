import type { Metadata } from "next";
import { CodeField } from "@/components/access/code-field";
import { EnrolmentSquare } from "@/components/access/enrolment-square";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { loadOwnEnrolment } from "@/lib/second-factor/loaders";

export const metadata: Metadata = { title: "Set up a second factor – Custody" };

export default async function Page() {
  const { form, square, secret, isReplacing } = await loadOwnEnrolment();
  return (
    <>
      <PageHeading
        title={isReplacing ? "Replace your authenticator" : "Set up a second factor"}
        back={{ label: "Security", href: "/me/security" }}
      >
        Scan this with an authenticator app, then type the code it shows.
        {isReplacing &&
          " The one you have counts until then; after it your other sessions end."}
      </PageHeading>
      <div className="grid gap-5 px-6 py-5 max-md:px-4">
        <EnrolmentSquare square={square} secret={secret} />
        <Form
          form={form}
          action="/api/sign-in/enrol"
          submit={isReplacing ? "Replace" : "Set up"}
          cancelHref="/me/security"
        >
          <input type="hidden" name="at" value="me" />
          <CodeField form={form} />
        </Form>
      </div>
    </>
  );
}
