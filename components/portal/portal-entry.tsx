import { ChevronLeft, EyeOff } from "lucide-react";
import { ChangeTable } from "@/components/entries/change-table";
import { HostileText } from "@/components/entries/hostile-text";
import { OutcomeMark } from "@/components/entries/outcome-mark";
import type { Change } from "@/lib/entries/model";
import type { PortalLine } from "@/lib/portal/days";

type Fact = { name: string; value: string };

export type PortalEntryProps = {
  base: string;
  line: PortalLine;
  facts: Fact[];
  changes: Change[];
  notes: Fact[];
  hidden: string[];
  hash: string;
};

/** One entry: what happened, what was before and after, and what is not shown of it. */
export function PortalEntry({
  page,
  receiptHref,
}: {
  page: PortalEntryProps;
  /** The entry with its proof, as a file; null in a preview. */
  receiptHref: string | null;
}) {
  const { base, line, facts, changes, notes, hidden, hash } = page;
  return (
    <article className="grid gap-6">
      <header className="grid gap-2">
        <a
          href={base}
          className="-ml-1 inline-flex w-fit items-center gap-0.5 text-muted-foreground text-sm underline-offset-2 hover:underline max-md:min-h-11"
        >
          <ChevronLeft aria-hidden className="size-4" />
          Activity
        </a>
        <h1 className="font-semibold text-xl tracking-tight [overflow-wrap:anywhere]">
          <HostileText text={line.sentence} />
        </h1>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground text-sm tabular-nums">
          <span>Entry #{line.sidx.toLocaleString("en-GB")}</span>
          <time dateTime={line.at}>{line.when}</time>
          {line.outcome !== "success" && <OutcomeMark outcome={line.outcome} />}
        </p>
      </header>
      {changes.length > 0 && (
        <section aria-labelledby="changes">
          <h2 id="changes" className="mb-1 font-medium">
            What changed
          </h2>
          <ChangeTable changes={changes} />
        </section>
      )}
      <Facts facts={facts} />
      {notes.length > 0 && <Notes notes={notes} />}
      {hidden.length > 0 && (
        <p className="flex items-start gap-2 text-muted-foreground text-sm">
          <EyeOff aria-hidden className="mt-0.5 size-4 shrink-0" />
          Your provider does not show {listWords(hidden)}. That it is recorded, and
          unchanged, can still be verified.
        </p>
      )}
      <p className="text-muted-foreground text-xs">
        {receiptHref !== null && (
          <a
            href={receiptHref}
            download
            className="mb-1 block w-fit text-primary text-sm underline-offset-2 hover:underline max-md:min-h-11"
          >
            Download a receipt
          </a>
        )}
        Hash of the entry <code className="break-all font-mono">{hash}</code>
      </p>
    </article>
  );
}

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 border-y py-3 text-sm">
      {facts.map(({ name, value }) => (
        <div key={name} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="[overflow-wrap:anywhere]">
            <HostileText text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Notes({ notes }: { notes: Fact[] }) {
  return (
    <section aria-labelledby="notes" className="grid gap-3">
      <h2 id="notes" className="font-medium">
        Notes of your provider
      </h2>
      {notes.map(({ name, value }) => (
        <div key={name} className="grid gap-1">
          <h3 className="text-muted-foreground text-sm">{name}</h3>
          <pre className="overflow-x-auto rounded-md border bg-muted p-3 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
            <HostileText text={value} />
          </pre>
        </div>
      ))}
    </section>
  );
}

function listWords(words: string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
