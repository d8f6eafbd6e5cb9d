import type { Metadata } from "next";
import type { ReactNode } from "react";
import { BigSearch } from "@/components/overview/big-search";
import { EntryList } from "@/components/overview/entry-list";
import { QuestionList } from "@/components/overview/question-list";
import { PageHeading } from "@/components/shell/page-heading";
import { SoftLink } from "@/components/shell/soft-link";
import { describeRangeWords } from "@/lib/entries/range-words";
import { parseView } from "@/lib/entries/view";
import { loadZone } from "@/lib/organizations/loaders";
import { loadOverview } from "@/lib/overview/loaders";
import { formatViewHref } from "@/lib/views/model";

const log = "/admin/audit-logs";

export const metadata: Metadata = { title: "Overview – Custody" };

/** Where people begin: ask, see what needs a look, see what happened. */
export default async function Page() {
  const zone = await loadZone();
  const { recent, attention, questions, clients } = await loadOverview(zone);
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
          <Part
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
          </Part>
          <Part id="recent" title="Lately" more={{ label: "The whole log", href: log }}>
            <EntryList label="Newest entries" entries={recent} viewer={viewer} />
          </Part>
        </div>
        <Part
          id="questions"
          title="Common questions"
          more={{ label: "All views", href: "/views" }}
        >
          <QuestionList
            questions={questions.map((view) => ({
              ...view,
              href: formatViewHref(log, view),
              range: rangeOf(view.query, zone),
            }))}
          />
        </Part>
      </div>
    </div>
  );
}

function rangeOf(query: string, zone: string): string {
  const { filter } = parseView(new URLSearchParams(query)).view;
  return describeRangeWords(filter.range, zone);
}

function Part({
  id,
  title,
  detail,
  more,
  children,
}: {
  id: string;
  title: string;
  detail?: string;
  more: { label: string; href: string };
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="grid gap-2">
      <header className="flex flex-wrap items-baseline gap-x-3 px-6 max-md:px-4">
        <h2 id={id} className="font-medium text-lg">
          {title}
        </h2>
        {detail !== undefined && (
          <p className="text-muted-foreground text-sm tabular-nums">{detail}</p>
        )}
        <SoftLink
          href={more.href}
          className="ml-auto text-primary text-sm underline-offset-2 hover:underline max-md:py-2"
        >
          {more.label}
        </SoftLink>
      </header>
      {children}
    </section>
  );
}
