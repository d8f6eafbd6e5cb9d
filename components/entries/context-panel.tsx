import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { JsonView } from "@/components/entries/json-view";
import { describeCategory } from "@/lib/catalogue/categories";
import { describeAction } from "@/lib/catalogue/describe";
import { labelTarget } from "@/lib/catalogue/target-label";
import type { Entry } from "@/lib/entries/model";

const targetsShownMax = 200;

export function ContextPanel({ entry }: { entry: Entry }) {
  return (
    <div className="grid gap-5 text-sm">
      <dl className="grid grid-cols-[8rem_1fr] gap-x-3 gap-y-1.5">
        {factsOf(entry).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted-foreground">{name}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">
              <HostileText text={value} />
            </dd>
          </div>
        ))}
      </dl>
      {entry.targets.length > 1 && <Records entry={entry} />}
      {Object.keys(entry.metadata).length > 0 && (
        <Part title="Metadata">
          <JsonView value={entry.metadata} label="metadata" />
        </Part>
      )}
      {entry.vendor_record !== null && (
        <Part title={`The record ${entry.vendor ?? "the vendor"} sent`}>
          <JsonView value={entry.vendor_record} label="vendor record" />
        </Part>
      )}
    </div>
  );
}

function Records({ entry: { targets } }: { entry: Entry }) {
  const shown = targets.slice(0, targetsShownMax);
  const restCount = targets.length - shown.length;
  return (
    <Part title={`${targets.length.toLocaleString("en-GB")} records`}>
      <ul className="columns-2 gap-6 max-md:columns-1">
        {shown.map((target) => (
          <li key={`${target.type} ${target.id} ${target.name}`} className="truncate">
            <HostileText text={labelTarget(target)} />
          </li>
        ))}
      </ul>
      {restCount > 0 && (
        <p className="text-muted-foreground">
          and {restCount.toLocaleString("en-GB")} more, all in the JSON
        </p>
      )}
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-2">
      <h3 className="font-medium">{title}</h3>
      {children}
    </section>
  );
}

function factsOf(entry: Entry): [name: string, value: string][] {
  const facts: [string, string | null][] = [
    ["Action", `${entry.action} (${describeAction(entry.action).words})`],
    ["Category", describeCategory(entry.category)],
    ["Source", entry.source],
    ["Vendor", entry.vendor],
    ["API key", entry.key_id],
    ["User agent", entry.context.user_agent],
    ["Session", entry.context.session_id],
    ["Request", entry.context.request_id],
    ["Happened", entry.occurred_at],
    ["Recorded", entry.recorded_at],
    ["Entry", entry.id],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}
