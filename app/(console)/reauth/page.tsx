import type { Metadata } from "next";
import { CodeField } from "@/components/access/code-field";
import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { loadProof } from "@/lib/password/loaders";

export const metadata: Metadata = { title: "Confirm that it is you – Custody" };

type Props = { searchParams: Promise<{ next?: string }> };

export default async function Page({ searchParams }: Props) {
  const { next } = await searchParams;
  const { form, hasPassword, hasSecondFactor } = await loadProof();
  return (
    <>
      <PageHeading title="Confirm that it is you">
        What you are about to do needs a fresh proof. It counts for ten minutes, and what
        you typed is kept.
      </PageHeading>
      <div className="px-6 py-5 max-md:px-4">
        <Form form={form} action="/api/account/proof" submit="Confirm">
          <input
            type="hidden"
            name="next"
            value={typeof next === "string" ? next : "/"}
          />
          {hasSecondFactor ? (
            <CodeField form={form} />
          ) : (
            <TextField
              form={form}
              name="password"
              type="password"
              autoComplete="current-password"
              hint={
                hasPassword ? undefined : "You have none yet: reset it by mail first."
              }
            />
          )}
        </Form>
      </div>
    </>
  );
}
