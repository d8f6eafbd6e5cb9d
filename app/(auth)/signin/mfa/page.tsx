import type { Metadata } from "next";
import Link from "next/link";
import { CodeField } from "@/components/access/code-field";
import { DoorFrame } from "@/components/access/door-frame";
import { Form } from "@/components/forms/form";
import { loadSecondFactorForm } from "@/lib/second-factor/loaders";

export const metadata: Metadata = { title: "Second factor – Custody" };

type Props = { searchParams: Promise<{ next?: string; by?: string }> };

export default async function Page({ searchParams }: Props) {
  const { next, by } = await searchParams;
  const form = await loadSecondFactorForm();
  const isRecovery = by === "recovery";
  const rest = typeof next === "string" ? `next=${encodeURIComponent(next)}` : "";
  return (
    <DoorFrame title="Confirm that it is you">
      <Form form={form} action="/api/sign-in/code" submit="Continue">
        <input type="hidden" name="next" value={typeof next === "string" ? next : ""} />
        <input type="hidden" name="by" value={isRecovery ? "recovery" : "code"} />
        <CodeField form={form} isRecovery={isRecovery} />
      </Form>
      <p className="flex flex-wrap gap-x-4 text-sm">
        <Link
          className="underline underline-offset-2 max-md:py-2"
          href={`/signin/mfa?${isRecovery ? "" : "by=recovery&"}${rest}`}
        >
          {isRecovery ? "Use the authenticator" : "Use a recovery code"}
        </Link>
        <Link className="underline underline-offset-2 max-md:py-2" href="/signin">
          Sign in as somebody else
        </Link>
      </p>
    </DoorFrame>
  );
}
