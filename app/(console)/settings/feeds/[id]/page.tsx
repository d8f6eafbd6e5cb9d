import type { Metadata } from "next";
import { FeedFacts } from "@/components/feeds/feed-facts";
import { FeedStateBadge } from "@/components/feeds/feed-table";
import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { PostForm } from "@/components/shell/post-form";
import { SoftLink } from "@/components/shell/soft-link";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { RevealedSecret } from "@/components/webhooks/revealed-secret";
import { loadFeed } from "@/lib/feeds/loaders";
import type { Feed } from "@/lib/feeds/model";
import { loadZone } from "@/lib/organizations/loaders";

export const metadata: Metadata = { title: "Feed – Custody" };

type Props = { params: Promise<{ id: string }> };

/** One feed: how it is, how far it is, and what to do about it. */
export default async function Page({ params }: Props) {
  const { id } = await params;
  const { feed, head, mayWrite, form, revealed } = await loadFeed(id);
  const viewer = { zone: await loadZone(), now: Date.now(), clientNames: {} };
  return (
    <div className="grid gap-6 pb-10">
      <PageHeading
        title={feed.name}
        back={{ label: "Feeds", href: "/settings/feeds" }}
        actions={mayWrite && <Pause feed={feed} />}
      >
        <span className="flex flex-wrap items-center gap-2">
          <FeedStateBadge feed={feed} now={viewer.now} />
          <SoftLink
            className="underline"
            href={`/admin/audit-logs?range=all&entity=feed&id=${id}`}
          >
            What the log says of it
          </SoftLink>
        </span>
      </PageHeading>
      {revealed !== null && <RevealedSecret secret={revealed} />}
      {feed.lastError !== null && (
        <div className="px-6 max-md:px-4">
          <Alert tone="danger">
            <p className="[overflow-wrap:anywhere]">
              Not delivered: {feed.lastError}. Nothing is lost: it is tried again, from
              the same entry.
            </p>
          </Alert>
        </div>
      )}
      <div className="px-6 max-md:px-4">
        <FeedFacts feed={feed} head={head} viewer={viewer} />
      </div>
      {mayWrite && (
        <section aria-labelledby="replay" className="grid gap-3 px-6 max-md:px-4">
          <h2 id="replay" className="font-semibold">
            Send again
          </h2>
          <Form
            form={form}
            action={`/api/feeds/${id}`}
            submit="Send again from there"
            tone="outline"
            labels={{ fromIdx: "From entry" }}
          >
            <input type="hidden" name="act" value="replay" />
            <TextField
              form={form}
              name="fromIdx"
              label="From entry"
              hint="Its number in the log. Receivers get everything from it on once more."
              inputMode="numeric"
              className="w-40"
            />
          </Form>
        </section>
      )}
    </div>
  );
}

function Pause({ feed: { id, isEnabled } }: { feed: Feed }) {
  return (
    <PostForm target={{ action: `/api/feeds/${id}` }}>
      <input type="hidden" name="act" value={isEnabled ? "pause" : "resume"} />
      <Button type="submit">{isEnabled ? "Pause" : "Resume"}</Button>
    </PostForm>
  );
}
