import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { HistoryHeading } from "@/components/histories/history-heading";
import { RecordedNote } from "@/components/histories/recorded-note";
import { SessionState } from "@/components/histories/session-table";
import { StoryPanel } from "@/components/histories/story-panel";
import { labelActor } from "@/lib/catalogue/actor-label";
import { namesBySlug } from "@/lib/clients/names";
import { describeSpan } from "@/lib/entries/age";
import { formatActorPath } from "@/lib/histories/addresses";
import { loadSessionHistory, type SessionHistory } from "@/lib/histories/loaders";
import { loadZone } from "@/lib/organizations/loaders";
import { createStoryLinks } from "../../story-links";

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "Session – Custody" };

/** One session as one thread: sign-in, what was done, sign-out. */
export default async function Page({ params }: Props) {
  const history = await loadSessionHistory((await params).id);
  if (!history) notFound();
  const { actor, story, clients, facts } = history;
  const now = Date.now();
  const viewer: Viewer = {
    zone: await loadZone(),
    now,
    clientNames: namesBySlug(clients),
  };
  return (
    <>
      <HistoryHeading
        kind="Session"
        title={labelActor(actor)}
        chips={facts && <SessionState session={facts} now={now} />}
        facts={factsOf(history, viewer)}
      />
      <div className="px-6 py-5 max-md:px-4">
        <StoryPanel
          label="What happened in this session, from its beginning"
          entries={story.entries}
          total={story.total}
          viewer={viewer}
          {...createStoryLinks(story.filter)}
          empty="Nothing is recorded."
        />
      </div>
      <RecordedNote isRecorded={history.isRecorded} />
    </>
  );
}

function factsOf(history: SessionHistory, viewer: Viewer) {
  const { id, actor, story, last, device } = history;
  const [first = last] = story.entries;
  const { ip, user_agent } = first.context;
  const path = formatActorPath(actor);
  const milliseconds = Date.parse(last.recorded_at) - Date.parse(first.recorded_at);
  return [
    {
      name: "Person",
      value: path ? (
        <Link href={path} prefetch={false} className="underline underline-offset-2">
          <HostileText text={actor.email ?? labelActor(actor)} />
        </Link>
      ) : (
        <HostileText text={labelActor(actor)} />
      ),
    },
    { name: "Began", value: <TimeStamp at={first.recorded_at} viewer={viewer} /> },
    { name: "Lasted", value: describeSpan(milliseconds, 1) },
    { name: "From", value: ip ?? "—" },
    { name: "Device", value: <HostileText text={device ?? user_agent ?? "—"} /> },
    { name: "ID", value: <HostileText text={id} className="font-mono text-xs" /> },
  ];
}
