import { TextAreaField, TextField } from "@/components/forms/fields";
import type { FormState } from "@/lib/forms/model";
import type { Asked } from "@/lib/reasons/model";

/** What the organization asks before a privileged action; nothing where it asks nothing. */
export function ReasonFields({ form, asked }: { form: FormState; asked: Asked }) {
  if (asked === null) return null;
  return (
    <>
      <TextAreaField
        form={form}
        name="reason"
        hint="Your organization asks why. It stands in the entry."
        maxLength={1000}
      />
      <TextField
        form={form}
        name="ticket"
        isOptional={!asked.needsTicket}
        hint="Such as PSA-1234."
        maxLength={100}
        autoComplete="off"
      />
    </>
  );
}
