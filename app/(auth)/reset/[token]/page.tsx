import type { Metadata } from "next";
import { DoorFrame } from "@/components/access/door-frame";
import { NewPasswordField } from "@/components/access/new-password-field";
import { SpentLink } from "@/components/access/spent-link";
import { Form } from "@/components/forms/form";
import { loadLink } from "@/lib/links/loaders";

export const metadata: Metadata = { title: "Choose a new password – Custody" };

type Props = { params: Promise<{ token: string }> };

export default async function Page({ params }: Props) {
  const { token } = await params;
  const { isOpen, form } = await loadLink("reset", token);
  return (
    <DoorFrame title="Choose a new password">
      {isOpen ? (
        <Form form={form} action="/api/reset" submit="Set the password">
          <input type="hidden" name="token" value={token} />
          <NewPasswordField form={form} />
        </Form>
      ) : (
        <SpentLink again={{ href: "/reset", label: "Ask for a new link" }} />
      )}
    </DoorFrame>
  );
}
