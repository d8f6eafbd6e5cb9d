import type { Metadata } from "next";
import { SessionTable } from "@/components/sessions/session-table";
import { PageHeading } from "@/components/shell/page-heading";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import { loadOwnSessions } from "@/lib/devices/loaders";
import { loadZone } from "@/lib/organizations/loaders";

export const metadata: Metadata = { title: "Sessions – Custody" };

/** Where one is signed in now. */
export default async function Page() {
  const sessions = await loadOwnSessions();
  const viewer = { zone: await loadZone(), now: Date.now() };
  return (
    <>
      <PageHeading
        title="Sessions"
        actions={
          sessions.length > 1 && (
            <PostForm target={{ action: "/api/sessions/revoke-others" }}>
              <Button type="submit">End all other sessions</Button>
            </PostForm>
          )
        }
      >
        Where you are signed in now. What you end is over from its next click on.
      </PageHeading>
      <div className="px-6 py-5 max-md:px-4">
        <SessionTable sessions={sessions} viewer={viewer} />
      </div>
    </>
  );
}
