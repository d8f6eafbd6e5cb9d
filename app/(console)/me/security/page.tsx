import type { Metadata } from "next";
import { NewPasswordField } from "@/components/access/new-password-field";
import { SecondFactorPanel } from "@/components/access/second-factor-panel";
import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { loadOwnSecurity } from "@/lib/password/loaders";

export const metadata: Metadata = { title: "Security – Custody" };

/** How one signs in. */
export default async function Page() {
  const { form, hasPassword, ...factor } = await loadOwnSecurity();
  return (
    <>
      <PageHeading title="Security">
        How you sign in. Every change here is in the log, and you get a mail of it.
      </PageHeading>
      <div className="grid gap-8 px-6 py-5 max-md:px-4">
        <SecondFactorPanel {...factor} />
        <section aria-labelledby="change-password" className="grid gap-3">
          <h2 id="change-password" className="font-semibold">
            Password
          </h2>
          {hasPassword ? (
            <Form
              form={form}
              action="/api/account/password"
              submit="Change password"
              labels={{ current: "Current password", password: "New password" }}
            >
              <TextField
                form={form}
                name="current"
                label="Current password"
                type="password"
                autoComplete="current-password"
                className="h-10"
              />
              <NewPasswordField form={form} />
            </Form>
          ) : (
            <p className="text-sm">
              You have no password.{" "}
              <a href="/reset" className="underline underline-offset-2">
                Ask for a link to choose one
              </a>
              .
            </p>
          )}
        </section>
      </div>
    </>
  );
}
