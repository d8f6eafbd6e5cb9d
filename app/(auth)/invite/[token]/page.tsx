import type { Metadata } from "next";
import Link from "next/link";
import { DoorFrame } from "@/components/access/door-frame";
import { NewPasswordField } from "@/components/access/new-password-field";
import { SpentLink } from "@/components/access/spent-link";
import { HostileText } from "@/components/entries/hostile-text";
import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { loadInvitation } from "@/lib/invitations/loaders";

export const metadata: Metadata = { title: "Invitation – Custody" };

type Props = { params: Promise<{ token: string }> };

export default async function Page({ params }: Props) {
  const { token } = await params;
  const invitation = await loadInvitation(token);
  if (!invitation) {
    return (
      <DoorFrame title="Invitation">
        <SpentLink again={null} />
      </DoorFrame>
    );
  }
  const { organizationName, email, role, form } = invitation;
  const { hasAccount, isSignedInAsThem } = invitation;
  const next = encodeURIComponent(`/invite/${token}`);
  return (
    <DoorFrame title={<HostileText text={`Join ${organizationName}`} />}>
      <p className="text-sm">
        <HostileText text={email} /> is invited as {role}.
      </p>
      {hasAccount && !isSignedInAsThem ? (
        <p className="text-sm">
          There is an account with this address.{" "}
          <Link href={`/signin?next=${next}`} className="underline underline-offset-2">
            Sign in to it
          </Link>{" "}
          to accept.
        </p>
      ) : (
        <Form form={form} action="/api/invitations/accept" submit="Join">
          <input type="hidden" name="token" value={token} />
          {!hasAccount && (
            <>
              <TextField form={form} name="name" autoComplete="name" className="h-10" />
              <NewPasswordField form={form} label="Password" />
            </>
          )}
        </Form>
      )}
    </DoorFrame>
  );
}
