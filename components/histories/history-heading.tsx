import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";

/** What a history is about: its kind, its name, what is known of it today, in a line each. */
export function HistoryHeading({
  kind,
  title,
  chips,
  facts,
}: {
  kind: string;
  title: string;
  chips?: ReactNode;
  facts: { name: string; value: ReactNode }[];
}) {
  return (
    <header className="grid gap-3 border-b px-6 pt-5 pb-4 max-md:px-4">
      <div>
        <p className="text-muted-foreground text-sm">{kind}</p>
        <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold text-xl tracking-tight [overflow-wrap:anywhere]">
          <HostileText text={title} />
          {chips}
        </h1>
      </div>
      <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
        {facts.map(({ name, value }) => (
          <div key={name} className="min-w-0">
            <dt className="text-muted-foreground text-xs">{name}</dt>
            <dd className="tabular-nums [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}
