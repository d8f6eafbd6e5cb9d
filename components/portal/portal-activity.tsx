import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { PortalDays } from "@/components/portal/portal-days";
import { PortalFilters } from "@/components/portal/portal-filters";
import { PortalSeal } from "@/components/portal/portal-seal";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { PortalDay } from "@/lib/portal/days";
import type { PortalView } from "@/lib/portal/view";

export type PortalActivityProps = {
  base: string;
  view: PortalView;
  ignored: { name: string; value: string; why: string }[];
  days: PortalDay[];
  count: number;
  total: number;
  isTooWide: boolean;
  newerHref: string | null;
  olderHref: string | null;
  people: { value: string; label: string }[];
  seal: {
    state: "verified" | "verifying" | "unverified" | "warning";
    verifiedAt: string | null;
  };
  zone: string;
  zoneWords: string;
};

/** The activity of one client, as its people read it. */
export function PortalActivity({
  page,
  watch,
  actions,
}: {
  page: PortalActivityProps;
  /** What this browser saw before, checked against today's; null where nothing is kept. */
  watch: ReactNode;
  /** What can be done with what is shown. */
  actions: ReactNode;
}) {
  const { base, view, days, total, isTooWide, newerHref, olderHref } = page;
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <h1 className="font-semibold text-xl tracking-tight">Activity</h1>
        <p className="flex text-sm">
          <PortalSeal {...page.seal} zone={page.zone} />
        </p>
        <div className="flex gap-2 md:ml-auto">{actions}</div>
      </div>
      {watch}
      <PortalFilters base={base} view={view} people={page.people} />
      <Ignored problems={page.ignored} />
      <p className="text-muted-foreground text-sm tabular-nums">
        {isTooWide
          ? "A search reads every entry of its time range, and this range has too many. Choose a shorter one."
          : `${total === 1 ? "1 entry" : `${total.toLocaleString("en-GB")} entries`} · times in ${page.zoneWords}`}
      </p>
      {total === 0 && !isTooWide && <Nothing base={base} />}
      <PortalDays days={days} base={base} />
      {(newerHref !== null || olderHref !== null) && (
        <nav aria-label="Pages" className="flex justify-end gap-2">
          <PageLink href={newerHref} rel="prev">
            <ChevronLeft aria-hidden />
            Newer
          </PageLink>
          <PageLink href={olderHref} rel="next">
            Older
            <ChevronRight aria-hidden />
          </PageLink>
        </nav>
      )}
    </div>
  );
}

function Ignored({ problems }: { problems: PortalActivityProps["ignored"] }) {
  if (problems.length === 0) return null;
  return (
    <Alert tone="warning">
      Not understood, and left out:{" "}
      {problems.map(({ name, value, why }, at) => (
        <span key={`${name} ${value}`}>
          {at > 0 && "; "}
          <HostileText text={`${name}=${value.slice(0, 80)}`} /> {why}
        </span>
      ))}
      .
    </Alert>
  );
}

function Nothing({ base }: { base: string }) {
  return (
    <div className="border-y py-10 text-center">
      <p className="font-medium">Nothing here for this choice</p>
      <p className="text-muted-foreground text-sm">
        What your provider does on your account appears here within seconds.{" "}
        <a href={`${base}?range=all`} className="text-primary underline">
          Show all time
        </a>
      </p>
    </div>
  );
}

function PageLink({
  href,
  rel,
  children,
}: {
  href: string | null;
  rel: "prev" | "next";
  children: ReactNode;
}) {
  if (href === null) {
    return (
      <Button asChild>
        <span aria-disabled="true">{children}</span>
      </Button>
    );
  }
  return (
    <Button asChild>
      <a href={href} rel={rel}>
        {children}
      </a>
    </Button>
  );
}
