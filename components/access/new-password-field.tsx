import { TextField } from "@/components/forms/fields";
import type { FormState } from "@/lib/forms/model";

export function NewPasswordField({ form, label }: { form: FormState; label?: string }) {
  return (
    <TextField
      form={form}
      name="password"
      label={label ?? "New password"}
      hint="At least 12 characters. A few words that do not belong together are good."
      type="password"
      autoComplete="new-password"
      className="h-10"
    />
  );
}
