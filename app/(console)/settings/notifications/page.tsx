import type { Metadata } from "next";
import { HeadMails } from "@/components/mail/head-mails";
import { MailTable } from "@/components/mail/mail-table";
import { EmptyState } from "@/components/shell/empty-state";
import { PageHeading } from "@/components/shell/page-heading";
import { PostForm } from "@/components/shell/post-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { loadHeadMails } from "@/lib/head-mails/loaders";
import { loadMails } from "@/lib/mail/loaders";
import { loadZone } from "@/lib/organizations/loaders";

export const metadata: Metadata = { title: "Notifications – Custody" };

/** Where mail goes; without a server it is kept here for owners. */
export default async function Page() {
  const { server, from, mails } = await loadMails();
  const heads = await loadHeadMails();
  const viewer = { zone: await loadZone(), now: Date.now() };
  return (
    <>
      <PageHeading
        title="Notifications"
        actions={
          <PostForm target={{ action: "/api/settings/test-mail" }}>
            <Button type="submit">Send me a test mail</Button>
          </PostForm>
        }
      >
        {server === null
          ? "No mail server is set, so mails are kept here."
          : `Mail goes through ${server}, from ${from}.`}
      </PageHeading>
      <div className="grid gap-4 px-6 py-5 max-md:px-4">
        {server === null && (
          <Alert tone="warning" className="max-w-4xl">
            <p>
              Set SMTP_URL and MAIL_FROM to send them. Until then hand links on yourself:
              a mail can hold a link that signs its recipient in, so who opens one here is
              in the log. Kept mails go after 30 days.
            </p>
          </Alert>
        )}
        <HeadMails {...heads} />
        <h2 className="mt-4 font-semibold">The newest mails</h2>
        {mails.length === 0 ? (
          <EmptyState title="No mail yet">
            Invitations, sign-in links and notices of the last 30 days appear here.
          </EmptyState>
        ) : (
          <MailTable mails={mails} viewer={viewer} />
        )}
      </div>
    </>
  );
}
