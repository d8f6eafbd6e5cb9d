import type { Metadata } from "next";
import { AskLink } from "@/components/access/ask-link";
import { DoorFrame } from "@/components/access/door-frame";
import { Alert } from "@/components/ui/alert";
import { loadLinkRequest } from "@/lib/links/loaders";

export const metadata: Metadata = { title: "Reset your password – Custody" };

type Props = { searchParams: Promise<{ sent?: string; reported?: string }> };

export default async function Page({ searchParams }: Props) {
  const { sent, reported } = await searchParams;
  return (
    <DoorFrame title="Reset your password">
      {reported !== undefined && (
        <Alert tone="good" role="status">
          All your sessions are over, the owners are told, and your old password counts no
          longer. A link to choose a new one is in your mail.
        </Alert>
      )}
      <AskLink
        form={await loadLinkRequest("reset")}
        action="/api/reset/ask"
        submit="Send the link"
        isSent={sent !== undefined}
      >
        We mail you a link to choose a new password. Your second factor stays as it is.
      </AskLink>
    </DoorFrame>
  );
}
