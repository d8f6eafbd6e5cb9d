import { FileCheck, Hourglass, Link2, Stamp } from "lucide-react";
import { CopyButton } from "@/components/entries/copy-button";
import { VerifyPanel } from "@/components/entries/verify-panel";
import type { Viewer } from "@/components/entries/viewer";
import { Button } from "@/components/ui/button";
import type { Entry } from "@/lib/entries/model";
import { describeMoment } from "@/lib/entries/moment";
import { shortenHash } from "@/lib/entries/ticket-note";
import type { OpeningFacts, Sealing } from "@/lib/openings/model";

type Line = { name: string; hash: string };

/** What ties this entry to the one before it. Checking it is another matter, and says so. */
export function ProofPanel({
  entry,
  viewer,
  isWhole,
  facts,
}: {
  entry: Entry;
  viewer: Viewer;
  isWhole: boolean;
  facts: OpeningFacts | null;
}) {
  const isFirst = entry.sidx === 0;
  return (
    <section aria-label="Proof" className="text-sm">
      <p className="flex items-start gap-1.5">
        <Link2 aria-hidden className="mt-0.5 size-4 shrink-0 text-seal-ok" />
        <span>
          <span className="font-medium">Chained.</span>{" "}
          {isFirst
            ? "The first entry of its chain."
            : "Its hash covers the hash of the entry before it."}
        </span>
      </p>
      {facts !== null && <Sealed seal={facts.seal} viewer={viewer} />}
      <dl className="mt-2 grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-1">
        {linesOf(entry, isWhole).map(({ name, hash }) => (
          <div key={name} className="contents">
            <dt className="text-muted-foreground text-xs">{name}</dt>
            <dd className="flex min-w-0 items-center gap-1">
              <code title={hash} className="truncate text-xs">
                <span className="print:hidden">{shortenHash(hash)}</span>
                <span className="hidden break-all whitespace-normal print:inline">
                  {hash}
                </span>
              </code>
              <CopyButton text={hash} label={`Copy ${name.toLowerCase()}`} />
            </dd>
          </div>
        ))}
        <dt className="text-muted-foreground text-xs">Place</dt>
        <dd className="text-xs tabular-nums">
          #{entry.idx.toLocaleString("en-GB")} of the log, #
          {entry.sidx.toLocaleString("en-GB")} of{" "}
          {entry.client ? "its client" : "internal"}
        </dd>
      </dl>
      <VerifyPanel id={entry.id} />
      <p data-print="hide" className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button asChild size="small">
          <a href={`/admin/audit-logs/${entry.id}/receipt`} download>
            <FileCheck aria-hidden />
            Receipt
          </a>
        </Button>
        <a href="/verify" className="text-xs underline-offset-2 hover:underline">
          Check a receipt
        </a>
      </p>
    </section>
  );
}

function Sealed({ seal, viewer }: { seal: Sealing | null; viewer: Viewer }) {
  const Icon = seal === null ? Hourglass : Stamp;
  return (
    <p className="mt-1 flex items-start gap-1.5">
      <Icon
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${seal === null ? "text-seal-wait" : "text-seal-ok"}`}
      />
      {seal === null ? (
        <span>
          <span className="font-medium">Not sealed yet.</span> The next checkpoint covers
          it.
        </span>
      ) : (
        <span>
          <a href="/integrity" className="font-medium underline-offset-2 hover:underline">
            Under checkpoint {seal.checkpoint.toLocaleString("en-GB")}
          </a>
          , signed {spellDay(seal.sealedAt, viewer)}
        </span>
      )}
    </p>
  );
}

function spellDay(at: string, { zone }: Viewer): string {
  const { day, clock } = describeMoment(at, zone);
  return `${day} ${clock}`;
}

function linesOf(entry: Entry, isWhole: boolean): Line[] {
  if (!isWhole) return [];
  return [
    { name: "Hash", hash: entry.hash },
    { name: "Previous", hash: entry.prev_hash },
    { name: "Log hash", hash: entry.org_hash },
  ];
}
