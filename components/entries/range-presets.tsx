import { CalendarRange } from "lucide-react";
import Link from "next/link";
import { TextFilter } from "@/components/entries/text-filter";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Disclosure } from "@/components/ui/disclosure";

export type RangePreset = { label: string; href: string; isCurrent: boolean };

const segment =
  "inline-flex h-full items-center px-2.5 whitespace-nowrap hover:bg-accent max-md:px-3";

/** The usual ranges as links, any other by its first and last day. */
export function RangePresets({
  presets,
  from,
  to,
}: {
  presets: RangePreset[];
  from: string | undefined;
  to: string | undefined;
}) {
  const isCustom = from !== undefined || to !== undefined;
  return (
    <fieldset className="flex h-8 rounded-md border border-input text-sm max-md:h-11 max-md:w-full">
      <legend className="sr-only">Time range</legend>
      <div className="flex max-md:min-w-0 max-md:flex-1 max-md:overflow-x-auto">
        {presets.map(({ label, href, isCurrent }) => (
          <Link
            key={href}
            href={href}
            prefetch={false}
            aria-current={isCurrent ? "true" : undefined}
            className={cn(segment, "border-r", isCurrent && "bg-accent font-medium")}
          >
            {label}
          </Link>
        ))}
      </div>
      <Disclosure className="max-md:static" name="filters">
        <summary
          className={cn(segment, "gap-1.5", isCustom && "bg-accent font-medium")}
          aria-label="Custom range"
        >
          <CalendarRange aria-hidden className="size-4" />
          <span className="max-sm:hidden">Custom</span>
        </summary>
        <div
          className={
            "absolute top-full right-0 z-30 mt-1 grid w-72 gap-2 rounded-md border " +
            "bg-popover p-3 max-md:inset-x-4 max-md:top-auto max-md:w-auto"
          }
        >
          <TextFilter name="from" label="From" value={from} type={typeOf(from)} />
          <TextFilter name="to" label="To" value={to} type={typeOf(to)} />
          <p className="text-muted-foreground text-xs">Both days are included.</p>
          <Button type="submit" variant="primary">
            Apply range
          </Button>
        </div>
      </Disclosure>
    </fieldset>
  );
}

/** A date field would lose the time of day that the address may carry. */
function typeOf(edge: string | undefined): "date" | "text" {
  return edge === undefined || /^\d{4}-\d\d-\d\d$/.test(edge) ? "date" : "text";
}
