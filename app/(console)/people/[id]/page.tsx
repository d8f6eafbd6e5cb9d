import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { HistoryHeading } from "@/components/histories/history-heading";
import { RecordedNote } from "@/components/histories/recorded-note";
import { SessionTable } from "@/components/histories/session-table";
import { StoryPanel } from "@/components/histories/story-panel";
import { Badge } from "@/components/ui/badge";
import { type Tab, Tabs } from "@/components/ui/tabs";
import { labelActor } from "@/lib/catalogue/actor-label";
import { describeEntity } from "@/lib/catalogue/entities";
import { namesBySlug } from "@/lib/clients/names";
import {
  loadPersonHistory,
  type PersonHistory,
  type Story,
} from "@/lib/histories/loaders";
import { loadZone } from "@/lib/organizations/loaders";
import { createStoryLinks } from "../../story-links";

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "History of a person – Custody" };

/** What a person, or any other actor, did; their sign-ins, sessions and roles over time. */
export default async function Page({ params }: Props) {
  const history = await loadPersonHistory((await params).id);
  if (!history) notFound();
  const { actor, member, clients, isSelf } = history;
  const viewer: Viewer = {
    zone: await loadZone(),
    now: Date.now(),
    clientNames: namesBySlug(clients),
  };
  return (
    <>
      <HistoryHeading
        kind={describeEntity(actor.type === "user" ? "person" : actor.type)}
        title={member?.name ?? labelActor(actor)}
        chips={member?.disabledAt && <Badge tone="red">Disabled</Badge>}
        facts={factsOf(history, viewer)}
      />
      <div className="pt-2">
        <Tabs label="Parts of the history" tabs={tabsOf(history, viewer)} />
      </div>
      <RecordedNote isRecorded={!isSelf} />
    </>
  );
}

function factsOf({ actor, member, activity }: PersonHistory, viewer: Viewer) {
  const [last] = activity.entries;
  const email = member?.email ?? actor.email;
  const role = member?.role ?? actor.role;
  return [
    { name: "E-mail", value: <HostileText text={email ?? "—"} /> },
    {
      name: member === null ? "Role at the time" : "Role",
      value: <HostileText text={role ?? "—"} className="capitalize" />,
    },
    {
      name: "Joined",
      value: member ? (
        <TimeStamp at={member.joinedAt.toISOString()} viewer={viewer} />
      ) : (
        "Not a member here"
      ),
    },
    {
      name: "Last entry",
      value: last ? <TimeStamp at={last.recorded_at} viewer={viewer} /> : "—",
    },
  ];
}

function tabsOf(history: PersonHistory, viewer: Viewer): Tab[] {
  const { activity, signIns, roles, sessions, actor } = history;
  const name = labelActor(actor);
  const panel = (story: Story, label: string, empty: string) => (
    <StoryPanel
      label={label}
      entries={story.entries}
      total={story.total}
      viewer={viewer}
      {...createStoryLinks(story.filter)}
      empty={empty}
    />
  );
  const all: (Tab & { count: number })[] = [
    {
      name: "activity",
      label: "Activity",
      count: activity.total,
      panel: panel(activity, `What ${name} did`, "Nothing is recorded of them yet."),
    },
    {
      name: "sign-ins",
      label: "Sign-ins",
      count: signIns.total,
      panel: panel(signIns, `Sign-ins of ${name}`, "No sign-in is recorded."),
    },
    {
      name: "roles",
      label: "Roles over time",
      count: roles.total,
      panel: panel(roles, `Roles of ${name}`, "No change of role is recorded."),
    },
    ...(sessions === null
      ? []
      : [
          {
            name: "sessions",
            label: "Sessions",
            count: sessions.length,
            panel: <SessionTable sessions={sessions} viewer={viewer} />,
          },
        ]),
  ];
  return all.map(({ count, label, ...tab }) => ({
    ...tab,
    label: `${String(label)} (${count.toLocaleString("en-GB")})`,
  }));
}
