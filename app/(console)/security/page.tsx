import type { Metadata } from "next";
import type { ReactNode } from "react";
import { FindingList } from "@/components/anomalies/finding-list";
import {
  RefusedSignIns,
  type RefusedValue,
} from "@/components/anomalies/refused-sign-ins";
import { UnexplainedList } from "@/components/anomalies/unexplained-list";
import type { Viewer } from "@/components/entries/viewer";
import { EntryList } from "@/components/overview/entry-list";
import { PageHeading } from "@/components/shell/page-heading";
import { PagePart } from "@/components/shell/page-part";
import { loadSecurityWatch, type SecurityWatch } from "@/lib/anomalies/loaders";
import { failedSignIns, formatSearch } from "@/lib/anomalies/model";
import { privilegedQuery } from "@/lib/explanations/model";
import { loadZone } from "@/lib/organizations/loaders";
import type { FacetValue } from "@/lib/segments/facet";

const log = "/admin/audit-logs";
const shownMax = 20;

export const metadata: Metadata = { title: "Security – Custody" };

/** Patterns, refusals, rights and what nobody explained: each leads to its entries. */
export default async function Page() {
  const zone = await loadZone();
  const watch = await loadSecurityWatch();
  const names = watch.clients.map(({ slug, name }) => [slug, name]);
  const viewer = { zone, now: Date.now(), clientNames: Object.fromEntries(names) };
  return (
    <div className="grid gap-6 pb-10">
      <PageHeading title="Security">
        What stands out in the last 7 days, compared with the 90 days before. Nothing here
        is a verdict: each line says what was seen and leads to the entries behind it.
      </PageHeading>
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-6">
          <Unusual watch={watch} viewer={viewer} />
          <Unexplained watch={watch} viewer={viewer} />
          <Permissions watch={watch} viewer={viewer} />
        </div>
        <Refused watch={watch} />
      </div>
    </div>
  );
}

type Props = { watch: SecurityWatch; viewer: Viewer };

function Unusual({ watch: { findings }, viewer }: Props) {
  const found = findings.map((one) => ({ ...one, href: `${log}?${one.query}` }));
  return (
    <PagePart id="unusual" title="Unusual activity">
      {found.length === 0 ? (
        <Nothing>
          Nothing stands out: no guessed passwords, no bursts, no new networks or hours.
        </Nothing>
      ) : (
        <FindingList findings={found} viewer={viewer} />
      )}
    </PagePart>
  );
}

function Unexplained({ watch: { unexplained, mayExplain }, viewer }: Props) {
  return (
    <PagePart
      id="unexplained"
      title="Privileged and unexplained"
      detail={describeQueue(unexplained)}
      more={{ label: "All privileged", href: `${log}?${privilegedQuery}` }}
    >
      {unexplained.entries.length === 0 ? (
        <Nothing>Every privileged action of the last 90 days says why.</Nothing>
      ) : (
        <UnexplainedList
          entries={unexplained.entries.slice(0, shownMax)}
          viewer={viewer}
          mayExplain={mayExplain}
        />
      )}
    </PagePart>
  );
}

function Refused({ watch: { refused } }: Pick<Props, "watch">) {
  return (
    <PagePart
      id="refused"
      title="Refused sign-ins"
      detail={`${count(refused.lately)}, the week before ${count(refused.weekBefore)}`}
      more={{ label: "All", href: `${log}?${formatSearch(failedSignIns)}` }}
    >
      {refused.lately === 0 ? (
        <Nothing>Nobody was refused.</Nothing>
      ) : (
        <RefusedSignIns
          people={refused.people.map((one) => describe(one, "actor"))}
          addresses={refused.addresses.map((one) => describe(one, "ip"))}
        />
      )}
    </PagePart>
  );
}

function Permissions({ watch: { permissions }, viewer }: Props) {
  return (
    <PagePart
      id="permissions"
      title="Permission changes"
      detail={count(permissions.total)}
      more={{ label: "All", href: `${log}?${formatSearch({ verb: ["permission"] })}` }}
    >
      {permissions.total === 0 ? (
        <Nothing>Nobody’s rights changed.</Nothing>
      ) : (
        <EntryList
          label="Newest permission changes"
          entries={permissions.entries}
          viewer={viewer}
        />
      )}
    </PagePart>
  );
}

function describe({ value, label, count: sum }: FacetValue, field: "actor" | "ip") {
  const href = `${log}?${formatSearch({ ...failedSignIns, [field]: [value] })}`;
  return { label: label ?? value, count: sum, href } satisfies RefusedValue;
}

function describeQueue({
  entries,
  total,
  lookedAtCount,
}: {
  entries: unknown[];
  total: number;
  lookedAtCount: number;
}): string {
  const open = `${count(entries.length)} of ${count(lookedAtCount)}`;
  const rest = total > lookedAtCount ? `, the newest of ${count(total)}` : "";
  return `${open} in 90 days${rest}`;
}

function count(value: number): string {
  return value.toLocaleString("en-GB");
}

function Nothing({ children }: { children: ReactNode }) {
  return (
    <p className="border-y px-6 py-3 text-muted-foreground text-sm max-md:px-4">
      {children}
    </p>
  );
}
