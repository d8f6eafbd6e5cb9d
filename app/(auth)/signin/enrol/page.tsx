import type { Metadata } from "next";
import { CodeField } from "@/components/access/code-field";
import { DoorFrame } from "@/components/access/door-frame";
import { EnrolmentSquare } from "@/components/access/enrolment-square";
import { Form } from "@/components/forms/form";
import { loadFirstEnrolment } from "@/lib/second-factor/loaders";

export const metadata: Metadata = { title: "Set up a second factor – Custody" };

type Props = { searchParams: Promise<{ next?: string }> };

export default async function Page({ searchParams }: Props) {
  const { next } = await searchParams;
  const { form, square, secret } = await loadFirstEnrolment();
  return (
    <DoorFrame title="Set up a second factor">
      <p className="text-sm">
        Your role needs one. Scan this with an authenticator app, then type the code it
        shows.
      </p>
      <EnrolmentSquare square={square} secret={secret} />
      <Form form={form} action="/api/sign-in/enrol" submit="Set up and continue">
        <input type="hidden" name="next" value={typeof next === "string" ? next : ""} />
        <input type="hidden" name="at" value="door" />
        <CodeField form={form} />
      </Form>
    </DoorFrame>
  );
}
