import type { Metadata } from "next";
import Link from "next/link";
import { AlertTable } from "@/components/alerts/alert-table";
import { EmptyState } from "@/components/shell/empty-state";
import { PageHeading } from "@/components/shell/page-heading";
import { SoftLink } from "@/components/shell/soft-link";
import { Button } from "@/components/ui/button";
import { loadAlerts } from "@/lib/alerts/loaders";
import type { AlertState } from "@/lib/alerts/model";
import { loadZone } from "@/lib/organizations/loaders";
import { type Query, readQuery } from "./query";

export const metadata: Metadata = { title: "Alerts – Custody" };

type Props = { searchParams: Promise<Query> };

const grouped = new Intl.NumberFormat("en-GB");

const filters: { state: AlertState | null; label: string; href: string }[] = [
  { state: "open", label: "Open", href: "/alerts" },
  { state: "acknowledged", label: "Acknowledged", href: "/alerts?state=acknowledged" },
  { state: "resolved", label: "Resolved", href: "/alerts?state=resolved" },
  { state: null, label: "All", href: "/alerts?state=all" },
];

/** What rules that fired have left to look at. */
export default async function Page({ searchParams }: Props) {
  const { alerts, older, state, counts } = await loadAlerts(
    readQuery(await searchParams),
  );
  const zone = await loadZone();
  const total = counts.open + counts.acknowledged + counts.resolved;
  return (
    <div className="grid gap-4 pb-10">
      <PageHeading title="Alerts">
        A rule that fires leaves an entry in the log and an alert here, once for each
        cause.
      </PageHeading>
      <nav aria-label="State" className="px-6 max-md:px-4">
        <ul className="flex flex-wrap gap-1">
          {filters.map((filter) => (
            <li key={filter.label}>
              <Button
                asChild
                size="small"
                variant={filter.state === state ? "outline" : "ghost"}
              >
                <SoftLink
                  href={filter.href}
                  aria-current={filter.state === state ? "true" : undefined}
                >
                  {filter.label}
                  <span className="font-normal text-muted-foreground tabular-nums">
                    {grouped.format(filter.state === null ? total : counts[filter.state])}
                  </span>
                </SoftLink>
              </Button>
            </li>
          ))}
        </ul>
      </nav>
      {alerts.length > 0 ? (
        <AlertTable alerts={alerts} viewer={{ zone, now: Date.now() }} />
      ) : (
        <Nothing state={state} isFirst={total === 0} />
      )}
      {older !== null && (
        <div className="px-6 max-md:px-4">
          <Button asChild>
            <SoftLink href={`/alerts?state=${state ?? "all"}&before=${older}`}>
              Older alerts
            </SoftLink>
          </Button>
        </div>
      )}
    </div>
  );
}

function Nothing({ state, isFirst }: { state: AlertState | null; isFirst: boolean }) {
  if (isFirst) {
    return (
      <EmptyState
        title="No rule has fired yet"
        actions={
          <Button asChild>
            <Link href="/alerts/rules">See the rules</Link>
          </Button>
        }
      >
        Switch on a built-in rule, or filter the log and press “Make alert”.
      </EmptyState>
    );
  }
  return (
    <EmptyState title={state === "open" ? "Nothing waits for you" : "None of these"}>
      {state === "open"
        ? "Every alert was acknowledged or resolved."
        : "Choose another state above."}
    </EmptyState>
  );
}
