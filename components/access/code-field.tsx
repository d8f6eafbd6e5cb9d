import { TextField } from "@/components/forms/fields";
import type { FormState } from "@/lib/forms/model";

/** One field that authenticators, phones and the clipboard can fill. */
export function CodeField({
  form,
  isRecovery = false,
}: {
  form: FormState;
  isRecovery?: boolean;
}) {
  if (isRecovery) {
    return (
      <TextField
        form={form}
        name="code"
        label="Recovery code"
        hint="One of those you kept when you set up your second factor. It works once."
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        className="h-10 font-mono"
      />
    );
  }
  return (
    <TextField
      form={form}
      name="code"
      label="Code"
      hint="The six digits your authenticator shows now."
      autoComplete="one-time-code"
      inputMode="numeric"
      maxLength={12}
      autoFocus
      className="h-10 font-mono text-lg tracking-[0.3em]"
    />
  );
}
