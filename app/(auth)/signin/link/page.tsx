import type { Metadata } from "next";
import { AskLink } from "@/components/access/ask-link";
import { DoorFrame } from "@/components/access/door-frame";
import { loadLinkRequest } from "@/lib/links/loaders";

export const metadata: Metadata = { title: "Sign-in link – Custody" };

type Props = { searchParams: Promise<{ sent?: string }> };

export default async function Page({ searchParams }: Props) {
  const { sent } = await searchParams;
  return (
    <DoorFrame title="Sign in by mail">
      <AskLink
        form={await loadLinkRequest("sign_in")}
        action="/api/sign-in/ask-link"
        submit="Send the link"
        isSent={sent !== undefined}
      >
        We mail you a link that signs you in once, instead of a password.
      </AskLink>
    </DoorFrame>
  );
}
