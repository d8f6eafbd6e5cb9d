import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import { nameOfClient, type Viewer } from "@/components/entries/viewer";
import { HistoryHeading } from "@/components/histories/history-heading";
import { PeopleList } from "@/components/histories/people-list";
import { RecordedNote } from "@/components/histories/recorded-note";
import { StoryPanel } from "@/components/histories/story-panel";
import { Badge } from "@/components/ui/badge";
import { formatAnyEntity } from "@/lib/catalogue/entities";
import { labelTarget } from "@/lib/catalogue/target-label";
import { namesBySlug } from "@/lib/clients/names";
import { describeMoment } from "@/lib/entries/moment";
import { loadRecordHistory, type RecordHistory } from "@/lib/histories/loaders";
import { loadZone } from "@/lib/organizations/loaders";
import { createStoryLinks } from "../../../story-links";

type Props = {
  params: Promise<{ type: string; id: string }>;
  searchParams: Promise<{ views?: string | string[] }>;
};

export const metadata: Metadata = { title: "History of a record – Custody" };

/** Who touched this: the record's whole life. */
export default async function Page({ params, searchParams }: Props) {
  const parts = await params;
  const withViews = (await searchParams).views === "1";
  const history = await loadRecordHistory(parts, withViews);
  if (!history) notFound();
  const { life, story, clients } = history;
  const viewer: Viewer = {
    zone: await loadZone(),
    now: Date.now(),
    clientNames: namesBySlug(clients),
  };
  const title = labelTarget(life.target);
  const path = `/records/${parts.type}/${parts.id}`;
  return (
    <>
      <HistoryHeading
        kind={`History of ${formatAnyEntity(life.target.type)}`}
        title={title}
        chips={<DeletedChip history={history} viewer={viewer} />}
        facts={factsOf(history, viewer)}
      />
      <div className="grid gap-6 px-6 py-5 max-md:px-4 lg:grid-cols-[minmax(0,1fr)_240px]">
        <StoryPanel
          label={`What happened to ${title}, newest first`}
          entries={story.entries}
          total={story.total}
          viewer={viewer}
          {...createStoryLinks(story.filter)}
          empty="Nothing is recorded."
        >
          <Link
            href={withViews ? path : `${path}?views=1`}
            prefetch={false}
            className="text-primary underline-offset-2 hover:underline max-md:py-2.5"
          >
            {withViews ? "Hide who only looked" : "Show who only looked"}
          </Link>
        </StoryPanel>
        <PeopleList people={life.people} />
      </div>
      <RecordedNote isRecorded />
    </>
  );
}

function DeletedChip({ history, viewer }: { history: RecordHistory; viewer: Viewer }) {
  const { deletion } = history.life;
  if (deletion === null) return null;
  const { day } = describeMoment(deletion.recorded_at, viewer.zone);
  return <Badge tone="delete">Deleted since {day}</Badge>;
}

function factsOf({ life, first, story }: RecordHistory, viewer: Viewer) {
  const client = nameOfClient(viewer, life.client);
  const [newest = first] = story.entries;
  return [
    { name: "Client", value: <HostileText text={client ?? "None, internal"} /> },
    { name: "ID", value: <HostileText text={life.target.id ?? "—"} /> },
    {
      name: "First entry",
      value: <TimeStamp at={first.recorded_at} viewer={viewer} />,
    },
    {
      name: "Last entry",
      value: <TimeStamp at={newest.recorded_at} viewer={viewer} />,
    },
  ];
}
