import type { Metadata } from "next";
import { DoorFrame } from "@/components/access/door-frame";
import { SpentLink } from "@/components/access/spent-link";
import { Form } from "@/components/forms/form";
import { loadLink } from "@/lib/links/loaders";

export const metadata: Metadata = { title: "Sign in – Custody" };

type Props = { params: Promise<{ token: string }> };

/** Opening the link uses nothing up; the button does. */
export default async function Page({ params }: Props) {
  const { token } = await params;
  const { isOpen, form } = await loadLink("sign_in", token);
  return (
    <DoorFrame title="Sign in">
      {isOpen ? (
        <>
          <p className="text-sm">Press the button to sign in on this device.</p>
          <Form form={form} action="/api/sign-in/link" submit="Sign in here">
            <input type="hidden" name="token" value={token} />
          </Form>
        </>
      ) : (
        <SpentLink again={{ href: "/signin/link", label: "Ask for a new link" }} />
      )}
    </DoorFrame>
  );
}
