import { ChevronDown, Clock } from "lucide-react";
import { FilterForm } from "@/components/entries/filter-form";
import { RangeCalendar } from "@/components/entries/range-calendar-lazy";
import { SoftLink } from "@/components/shell/soft-link";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Disclosure } from "@/components/ui/disclosure";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

export type RangePreset = { label: string; href: string; isCurrent: boolean };

export type RangeChoice = {
  /** "Last 7 days" */
  label: string;
  /** The two ends, spelled out with their zone. */
  spelled: string;
  presets: RangePreset[];
  /** The ends as a form shows them, in the reader's zone. */
  since: string;
  until: string;
  zone: string;
  /** "21 Nov 2025": where the log begins; null while it is empty. */
  reachesBack: string | null;
};

/** Any range: one click, as people say it, by calendar or by its two ends. */
export function RangePopover({
  action,
  kept,
  choice,
  client,
}: {
  action: string;
  /** The other conditions, which go along. */
  kept: [name: string, value: string][];
  choice: RangeChoice;
  /** The one client this list is about. */
  client: string | null;
}) {
  return (
    <Disclosure name="filters" className="max-md:w-full">
      <summary
        id="range"
        title={choice.spelled}
        className="flex h-8 items-center gap-2 rounded-md border border-input px-2.5 text-sm hover:bg-accent max-md:h-11"
      >
        <Clock aria-hidden className="size-4 text-muted-foreground" />
        <span className="sr-only">Time range:</span>
        <span className="font-medium tabular-nums">{choice.label}</span>
        <ChevronDown aria-hidden className="size-3.5 max-md:ml-auto" />
      </summary>
      <div className="z-30 mt-1 grid w-[34rem] gap-3 rounded-md border bg-popover p-3 max-md:w-full md:absolute md:top-full md:right-0 md:max-w-[calc(100vw-3rem)]">
        <Presets presets={choice.presets} />
        <FilterForm
          action={action}
          role="form"
          aria-label="Time range"
          className="grid gap-3"
        >
          {kept.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <div className="grid gap-1">
            <Label htmlFor="range-when">Type a time</Label>
            <Input
              id="range-when"
              name="when"
              autoComplete="off"
              placeholder="last 36h, 14 nov 9:00 to 11:30, since tuesday"
            />
          </div>
          <RangeCalendar sinceId="range-since" untilId="range-until" client={client} />
          <div className="grid grid-cols-2 gap-3">
            <End id="range-since" name="since" label="From" value={choice.since} />
            <End id="range-until" name="until" label="To" value={choice.until} />
          </div>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-muted-foreground text-xs">
            <p className="mr-auto">
              {choice.zone}
              {choice.reachesBack !== null && (
                <> · the log reaches back to {choice.reachesBack}</>
              )}
            </p>
            <Button type="submit" variant="primary">
              Apply range
            </Button>
          </div>
        </FilterForm>
      </div>
    </Disclosure>
  );
}

function Presets({ presets }: { presets: RangePreset[] }) {
  return (
    <ul aria-label="Ranges" className="flex flex-wrap gap-1 text-sm">
      {presets.map(({ label, href, isCurrent }) => (
        <li key={href}>
          <SoftLink
            href={href}
            aria-current={isCurrent ? "true" : undefined}
            className={cn(
              "inline-flex min-h-7 items-center rounded-sm border px-2 hover:bg-accent max-md:min-h-11",
              isCurrent && "border-primary bg-accent font-medium",
            )}
          >
            {label}
          </SoftLink>
        </li>
      ))}
    </ul>
  );
}

function End({
  id,
  name,
  label,
  value,
}: {
  id: string;
  name: string;
  label: string;
  value: string;
}) {
  return (
    <div className="grid gap-1">
      <Label htmlFor={id}>{label}</Label>
      <Input
        key={value}
        id={id}
        name={name}
        defaultValue={value}
        placeholder="2026-11-14 09:00"
        autoComplete="off"
        className="tabular-nums"
      />
    </div>
  );
}
