import type { Metadata } from "next";
import { BigSearch } from "@/components/overview/big-search";
import { DayChart } from "@/components/overview/day-chart";
import { EntryList } from "@/components/overview/entry-list";
import { QuestionList } from "@/components/overview/question-list";
import { PageHeading } from "@/components/shell/page-heading";
import { PagePart } from "@/components/shell/page-part";
import { describeRangeWords } from "@/lib/entries/range-words";
import { parseView } from "@/lib/entries/view";
import { loadZone } from "@/lib/organizations/loaders";
import { loadOverview, type Overview } from "@/lib/overview/loaders";
import { formatViewHref } from "@/lib/views/model";

const log = "/admin/audit-logs";

export const metadata: Metadata = { title: "Overview – Custody" };

/** Where people begin: ask, see what needs a look, see what happened. */
export default async function Page() {
  const zone = await loadZone();
  const overview = await loadOverview(zone);
  const { recent, attention, questions, clients } = overview;
  const names = clients.map(({ slug, name }) => [slug, name]);
  const viewer = { zone, now: Date.now(), clientNames: Object.fromEntries(names) };
  return (
    <div className="grid gap-6 pb-10">
      <PageHeading title="What happened?" />
      <div className="max-w-3xl px-6 max-md:px-4">
        <BigSearch action={log} />
      </div>
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-6">
          <PagePart
            id="days"
            title="The last two weeks"
            more={{ label: "As a list", href: `${log}?range=30d` }}
          >
            <DayChart days={overview.days} path={log} />
          </PagePart>
          <PagePart
            id="attention"
            title="Needs a look"
            detail={`${attention.total.toLocaleString("en-GB")} failed or denied in the last 7 days`}
            more={{ label: "All of them", href: `${log}?${attention.query}` }}
          >
            {attention.entries.length === 0 ? (
              <p className="border-y px-6 py-3 text-muted-foreground text-sm max-md:px-4">
                Nothing failed and nobody was refused.
              </p>
            ) : (
              <EntryList
                label="Failed and denied"
                entries={attention.entries}
                viewer={viewer}
              />
            )}
          </PagePart>
          <PagePart
            id="recent"
            title="Lately"
            more={{ label: "The whole log", href: log }}
          >
            <EntryList label="Newest entries" entries={recent} viewer={viewer} />
          </PagePart>
        </div>
        <div className="grid gap-6">
          {overview.waiting.length > 0 && (
            <PagePart id="waiting" title="Waiting for you">
              <QuestionList
                label="Waiting for you"
                questions={overview.waiting.map(({ label, detail, ...one }) => ({
                  ...one,
                  name: label,
                  range: detail,
                }))}
              />
            </PagePart>
          )}
          <Questions questions={questions} zone={zone} />
        </div>
      </div>
    </div>
  );
}

function Questions({ questions, zone }: Pick<Overview, "questions"> & { zone: string }) {
  return (
    <PagePart
      id="questions"
      title="Common questions"
      more={{ label: "All views", href: "/views" }}
    >
      <QuestionList
        label="Common questions"
        questions={questions.map((view) => ({
          ...view,
          href: formatViewHref(log, view),
          range: rangeOf(view.query, zone),
        }))}
      />
    </PagePart>
  );
}

function rangeOf(query: string, zone: string): string {
  const { filter } = parseView(new URLSearchParams(query)).view;
  return describeRangeWords(filter.range, zone);
}
