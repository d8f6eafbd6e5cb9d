import { CaseTimeline, type TimelineViewer } from "@/components/cases/case-timeline";
import { HostileText } from "@/components/entries/hostile-text";
import { Section } from "@/components/integrity/section";
import { Fact, FactList } from "@/components/shell/fact-list";
import { type Case, turns, turnWords } from "@/lib/cases/model";
import type { Happening, Measures } from "@/lib/cases/timeline";
import { describeMoment } from "@/lib/entries/moment";

export type ReportProps = {
  told: Case;
  happenings: Happening[];
  measures: Measures;
  viewer: TimelineViewer;
};

const texts = [
  ["Impact", "impact"],
  ["Cause", "cause"],
  ["Resolution", "resolution"],
] as const;

/** The report as it is read and printed, by staff and by whoever a link was made for. */
export function CaseReportView({ told, happenings, measures, viewer }: ReportProps) {
  return (
    <>
      <Section title="In short">
        <CaseFacts told={told} measures={measures} zone={viewer.zone} />
      </Section>
      {texts.map(([title, field]) => (
        <Section key={field} title={title}>
          {told[field] === "" ? (
            <p className="text-muted-foreground text-sm">Not told.</p>
          ) : (
            <p className="max-w-prose text-sm [overflow-wrap:anywhere]">
              <HostileText text={told[field]} keepLines />
            </p>
          )}
        </Section>
      ))}
      <Section title="Timeline">
        <CaseTimeline happenings={happenings} viewer={viewer} />
      </Section>
    </>
  );
}

export function CaseFacts({
  told,
  measures: { toDetect, toFix },
  zone,
}: {
  told: Case;
  measures: Measures;
  zone: string;
}) {
  const tell = (moment: Date) => {
    const { day, clock, zoneName } = describeMoment(moment.toISOString(), zone);
    return `${day} ${clock} ${zoneName}`;
  };
  const facts = [
    ...turns.map((turn) => {
      const moment = told[turn];
      return [turnWords[turn], moment === null ? "Not told" : tell(moment)] as const;
    }),
    ["Time to notice", toDetect ?? "Not known"] as const,
    ["Time to fix", toFix ?? "Not known"] as const,
    ["State", told.closedAt === null ? "Open" : `Closed ${tell(told.closedAt)}`] as const,
  ];
  return (
    <FactList>
      {facts.map(([name, value]) => (
        <Fact key={name} name={name} className="tabular-nums">
          {value}
        </Fact>
      ))}
    </FactList>
  );
}
