import type { ReactNode } from "react";
import { describeRetention, retentionPresets } from "@/lib/retention/model";

type Storage = {
  entryCount: number;
  bytes: number;
  bytesPerEntry: number;
  entriesLastMonth: number;
  oldestAt: string | null;
};

const grouped = new Intl.NumberFormat("en-GB");
const monthDays = 30;

/** What the log takes now, and what each length would come to at the pace of last month. */
export function StorageFacts({ storage }: { storage: Storage }) {
  const { entryCount, bytes, entriesLastMonth, oldestAt } = storage;
  return (
    <dl className="grid grid-cols-4 gap-px border-y bg-border max-lg:grid-cols-2">
      <Fact term="Stored now">{grouped.format(entryCount)} entries</Fact>
      <Fact term="Size">{formatBytes(bytes)}</Fact>
      <Fact term="Last 30 days">{grouped.format(entriesLastMonth)} entries</Fact>
      <Fact term="Oldest entry">
        {oldestAt === null ? (
          "–"
        ) : (
          <time dateTime={oldestAt}>{oldestAt.slice(0, 10)}</time>
        )}
      </Fact>
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="bg-background px-6 py-3 max-md:px-4">
      <dt className="text-muted-foreground text-xs">{term}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}

/** At the pace of the last month; says so, because nothing better is known. */
export function estimateBytes(storage: Storage, days: number): string {
  const { entriesLastMonth, bytesPerEntry } = storage;
  return formatBytes((entriesLastMonth / monthDays) * days * bytesPerEntry);
}

export function describeGrowth(storage: Storage): string {
  const longest = retentionPresets[retentionPresets.length - 1];
  const days = longest?.days ?? 0;
  return `${describeRetention(days)} at this pace: about ${estimateBytes(storage, days)}`;
}

const units = ["bytes", "kB", "MB", "GB", "TB"];

export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value < 10 && unit > 0 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit]}`;
}
