import type { Metadata } from "next";
import Link from "next/link";
import { InvitationTable } from "@/components/people/invitation-table";
import { PeopleTable } from "@/components/people/people-table";
import { PageHeading } from "@/components/shell/page-heading";
import { Button } from "@/components/ui/button";
import { loadZone } from "@/lib/organizations/loaders";
import { loadPeople } from "@/lib/people/loaders";

export const metadata: Metadata = { title: "People – Custody" };

/** Who has a role here, and who was asked to come. */
export default async function Page() {
  const { people, invitations, mayInvite, resend, revoke } = await loadPeople();
  const viewer = { zone: await loadZone(), now: Date.now(), clientNames: {} };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 pb-8">
      <PageHeading
        title="People"
        actions={
          mayInvite && (
            <Button asChild variant="primary">
              <Link href="/settings/users/invite">Invite somebody</Link>
            </Button>
          )
        }
      >
        Who may see this log and what they may do. Everything done here is an entry.
      </PageHeading>
      <PeopleTable people={people} viewer={viewer} />
      {invitations.length > 0 && (
        <section aria-labelledby="invited" className="grid gap-3 pt-4">
          <h2 id="invited" className="px-6 font-semibold text-base max-md:px-4">
            Invited
          </h2>
          <InvitationTable
            invitations={invitations}
            viewer={viewer}
            forms={mayInvite ? { resend, revoke } : null}
          />
        </section>
      )}
    </div>
  );
}
