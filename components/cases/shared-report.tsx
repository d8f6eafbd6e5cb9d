import { CaseReportView } from "@/components/cases/case-report";
import { HostileText } from "@/components/entries/hostile-text";
import { PageHeading } from "@/components/shell/page-heading";
import type { Case } from "@/lib/cases/model";
import type { Happening, Measures } from "@/lib/cases/timeline";
import { describeMoment } from "@/lib/entries/moment";

type Shared = {
  report: { told: Case; happenings: Happening[]; measures: Measures };
  reader: string;
  openedAt: Date;
  expiresAt: Date;
  organization: string;
  zone: string;
  clientNames: Readonly<Record<string, string>>;
};

const rows = Array.from({ length: 12 }, (_, at) => at);

/** The report as one named reader from outside sees it: who they are stands all over it. */
export function SharedReport({ shared }: { shared: Shared }) {
  const { report, reader, organization, zone, clientNames } = shared;
  const opened = describeMoment(shared.openedAt.toISOString(), zone);
  const end = describeMoment(shared.expiresAt.toISOString(), zone);
  const mark = `${reader} · ${opened.day} ${opened.clock}`;
  return (
    <main className="relative mx-auto grid w-full max-w-4xl gap-8 py-8">
      <Watermark text={mark} />
      <PageHeading title={report.told.name}>
        <p>
          Report by <HostileText text={organization} />, with times in {zone}
        </p>
        <p>
          Opened for <HostileText text={reader} className="font-medium text-foreground" />{" "}
          on {opened.day} {opened.clock} {opened.zoneName}; this look is in the log of{" "}
          <HostileText text={organization} />. The link ends on {end.day} {end.clock}.
        </p>
      </PageHeading>
      <CaseReportView {...report} viewer={{ zone, clientNames, hasLog: false }} />
    </main>
  );
}

/** Decoration for eyes and paper: what it says stands in the heading as well. */
function Watermark({ text }: { text: string }) {
  return (
    <div
      aria-hidden
      data-slot="watermark"
      className="pointer-events-none fixed inset-0 z-10 grid content-around overflow-hidden"
    >
      {rows.map((row) => (
        <p
          key={row}
          className="-rotate-12 whitespace-nowrap text-center text-foreground text-xl opacity-5"
        >
          {text} · {text} · {text}
        </p>
      ))}
    </div>
  );
}
