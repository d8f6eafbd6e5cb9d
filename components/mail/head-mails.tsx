import { ChecksField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import type { FormState } from "@/lib/forms/model";

/** Clients as witnesses: what they hold, nobody here can take back. */
export function HeadMails({
  form,
  readerCount,
}: {
  form: FormState;
  readerCount: number;
}) {
  const people = readerCount === 1 ? "1 contact" : `${readerCount} contacts`;
  return (
    <section aria-labelledby="head-mails" className="grid max-w-3xl gap-3">
      <h2 id="head-mails" className="font-semibold">
        Clients hold the signed head of their log
      </h2>
      <p className="text-muted-foreground text-sm">
        Once a week each contact with portal access gets a mail with how many entries
        their log has, signed. Whoever keeps it can show later that nothing before it was
        changed, even if this installation was taken over.
      </p>
      <Form form={form} action="/api/settings/head-mails" submit="Save">
        <ChecksField
          form={form}
          name="sendsHeads"
          label="Weekly mail"
          options={[
            {
              value: "on",
              label: "Send it",
              hint: `${people} with portal access and an address now`,
            },
          ]}
        />
      </Form>
    </section>
  );
}
