import { CircleCheck, CircleHelp, CircleX } from "lucide-react";
import type { VerdictView } from "@/lib/bundles/verdict-view";

const looks = {
  good: { Icon: CircleCheck, className: "text-seal-ok" },
  bad: { Icon: CircleX, className: "text-seal-bad" },
  unknown: { Icon: CircleHelp, className: "text-muted-foreground" },
} as const;

const heldTitles = {
  good: "What was checked",
  bad: "What still holds",
  unknown: null,
} as const;

export function VerdictReport({ view, name }: { view: VerdictView; name: string }) {
  const { Icon, className } = looks[view.tone];
  return (
    <section
      aria-label="Result"
      className="grid gap-4 rounded-lg border border-border bg-card p-5 [overflow-wrap:anywhere]"
    >
      <div className="flex gap-3">
        <Icon aria-hidden className={`mt-0.5 size-6 shrink-0 ${className}`} />
        <div className="grid gap-1">
          <h2 className="font-semibold text-lg">{view.title}</h2>
          <p>{view.summary}</p>
          <p className="text-muted-foreground text-sm">{name}</p>
        </div>
      </div>
      {view.claims.length > 0 && (
        <dl className="grid gap-2">
          {view.claims.map(({ claim, meaning }) => (
            <div key={claim} className="grid gap-x-4 sm:grid-cols-[minmax(0,20rem)_1fr]">
              <dt className="font-medium">{claim}</dt>
              <dd className="text-muted-foreground">{meaning}</dd>
            </div>
          ))}
        </dl>
      )}
      <Lines title={null} lines={view.details} />
      <Lines title={heldTitles[view.tone]} lines={view.held} />
    </section>
  );
}

function Lines({ title, lines }: { title: string | null; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <div className="grid gap-1 text-sm">
      {title !== null && <h3 className="font-medium">{title}</h3>}
      <ul className="grid list-disc gap-1 pl-5 text-muted-foreground">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
