import type { Metadata } from "next";
import { HostileText } from "@/components/entries/hostile-text";
import { PageHeading } from "@/components/shell/page-heading";
import { loadKeptMail } from "@/lib/mail/loaders";

export const metadata: Metadata = { title: "Kept mail – Custody" };

type Props = { params: Promise<{ id: string }> };

/** The text of a mail that was not sent; that somebody opened it is an entry. */
export default async function Page({ params }: Props) {
  const mail = await loadKeptMail((await params).id);
  return (
    <>
      <PageHeading
        title={mail.subject}
        back={{ label: "Notifications", href: "/settings/notifications" }}
      >
        To <HostileText text={mail.recipient} />. That you opened it is in the log.
      </PageHeading>
      <pre className="mx-6 my-5 max-w-3xl rounded-md border bg-muted p-4 font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere] max-md:mx-4">
        {mail.body?.text}
      </pre>
    </>
  );
}
