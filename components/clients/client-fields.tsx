import { SelectField, TextField } from "@/components/forms/fields";
import { listTimeZones } from "@/components/forms/time-zones";
import type { FormState } from "@/lib/forms/model";

export function ClientFields({ form }: { form: FormState }) {
  return (
    <>
      <TextField form={form} name="name" autoComplete="off" maxLength={200} />
      <TextField
        form={form}
        name="slug"
        label="Short name"
        hint="How senders and addresses name this client: small letters, digits and hyphens, such as acme-dental."
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="font-mono"
      />
      <SelectField
        form={form}
        name="timeZone"
        hint="Times in copied notes and in what this client sees."
        options={listTimeZones()}
      />
    </>
  );
}

export const clientLabels = { slug: "Short name" };
