import type { Metadata } from "next";
import { StoryPanel } from "@/components/histories/story-panel";
import { PageHeading } from "@/components/shell/page-heading";
import { namesBySlug } from "@/lib/clients/names";
import { loadOwnActivity } from "@/lib/histories/loaders";
import { loadZone } from "@/lib/organizations/loaders";
import { createStoryLinks } from "../story-links";

export const metadata: Metadata = { title: "My activity – Custody" };

/** What the log says of oneself: everybody may read that. */
export default async function Page() {
  const { activity, clients } = await loadOwnActivity();
  const viewer = {
    zone: await loadZone(),
    now: Date.now(),
    clientNames: namesBySlug(clients),
  };
  return (
    <>
      <PageHeading title="My activity">
        What the log holds of what you did, newest first. Nobody can change it, you
        neither.
      </PageHeading>
      <div className="px-6 py-5 max-md:px-4">
        <StoryPanel
          label="What you did, newest first"
          entries={activity.entries}
          total={activity.total}
          viewer={viewer}
          {...createStoryLinks(activity.filter)}
          empty="Nothing is recorded of you yet."
        />
      </div>
    </>
  );
}
