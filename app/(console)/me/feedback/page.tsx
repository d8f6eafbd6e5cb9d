import type { Metadata } from "next";
import { FeedbackList } from "@/components/feedback/feedback-list";
import { RadioField, TextAreaField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { SoftLink } from "@/components/shell/soft-link";
import { loadFeedback } from "@/lib/feedback/loaders";
import { messageLengthMax, topics, topicWords } from "@/lib/feedback/model";

export const metadata: Metadata = { title: "Feedback – Custody" };

const options = topics.map((topic) => ({ value: topic, label: topicWords[topic] }));

/** What people tell of the product; the log keeps it, whatever becomes of this list. */
export default async function Page() {
  const { form, sent, isOfAll, mayDelete } = await loadFeedback();
  return (
    <>
      <PageHeading title="Feedback">
        It goes to the owners of your organization. What you send is also an entry of the
        log, which nobody can delete.
      </PageHeading>
      <div className="grid gap-8 px-6 py-5 max-md:px-4">
        <Form form={form} action="/api/feedback" submit="Send feedback">
          <RadioField
            form={form}
            name="topic"
            label="What is it about?"
            options={options}
          />
          <TextAreaField
            form={form}
            name="message"
            hint="No passwords or keys, please: they would be taken out anyway."
            maxLength={messageLengthMax}
            rows={6}
          />
        </Form>
        <section aria-labelledby="sent" className="grid max-w-3xl gap-2">
          <h2 id="sent" className="font-medium text-sm">
            {isOfAll ? "What was sent in" : "What you sent in"}
          </h2>
          {sent.length > 0 ? (
            <FeedbackList sent={sent} mayDelete={mayDelete} />
          ) : (
            <p className="text-muted-foreground text-sm">Nothing yet.</p>
          )}
          <p className="text-sm">
            <SoftLink
              href="/admin/audit-logs?entity=feedback&range=all"
              className="underline"
            >
              All of it in the log
            </SoftLink>
          </p>
        </section>
      </div>
    </>
  );
}
