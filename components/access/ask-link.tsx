import { MailCheck } from "lucide-react";
import Link from "next/link";
import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { Alert } from "@/components/ui/alert";
import type { FormState } from "@/lib/forms/model";

/** Asks for an address, and says the same afterwards whoever has it. */
export function AskLink({
  form,
  action,
  submit,
  isSent,
  children,
}: {
  form: FormState;
  action: string;
  submit: string;
  isSent: boolean;
  children: string;
}) {
  return (
    <>
      {isSent ? (
        <Alert tone="good" role="status">
          <MailCheck aria-hidden />
          If an account has this address, a link is on its way. It works once, for some
          minutes.
        </Alert>
      ) : (
        <>
          <p className="text-sm">{children}</p>
          <Form form={form} action={action} submit={submit}>
            <TextField
              form={form}
              name="email"
              label="E-mail"
              type="email"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              className="h-10"
            />
          </Form>
        </>
      )}
      <Link href="/signin" className="w-fit text-sm underline underline-offset-2">
        Back to the sign-in
      </Link>
    </>
  );
}
