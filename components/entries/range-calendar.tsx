"use client";

import { subMonths } from "date-fns";
import { enGB } from "date-fns/locale/en-GB";
import { useState } from "react";
import { type DateRange, DayPicker } from "react-day-picker";

const day = "size-8 rounded-sm hover:bg-accent max-md:size-11";

/** Two clicks fill the two ends with whole days; the fields stay what is sent. */
export function Calendar({ sinceId, untilId }: { sinceId: string; untilId: string }) {
  const [range, setRange] = useState<DateRange | undefined>(() => ({
    from: readDay(sinceId),
    to: readDay(untilId),
  }));

  function choose(next: DateRange | undefined) {
    setRange(next);
    writeDay(sinceId, next?.from);
    writeDay(untilId, next?.to ?? next?.from);
  }

  return (
    <DayPicker
      mode="range"
      selected={range}
      onSelect={choose}
      defaultMonth={subMonths(range?.to ?? new Date(), 1)}
      endMonth={new Date()}
      disabled={{ after: new Date() }}
      numberOfMonths={2}
      locale={enGB}
      weekStartsOn={1}
      classNames={{
        months: "relative flex flex-wrap gap-x-6 gap-y-3 text-sm",
        month: "grid content-start gap-1",
        month_caption: "flex h-8 items-center justify-center font-medium",
        nav: "absolute inset-x-0 top-0 flex justify-between",
        button_previous: day,
        button_next: day,
        chevron: "mx-auto size-4 fill-current",
        month_grid: "border-collapse tabular-nums",
        weekday: "size-8 font-normal text-muted-foreground text-xs max-md:size-11",
        day: "p-0 text-center",
        day_button: day,
        today: "font-semibold underline underline-offset-2",
        outside: "invisible",
        disabled: "text-muted-foreground opacity-60",
        range_start: "bg-primary text-primary-foreground rounded-l-sm",
        range_end: "bg-primary text-primary-foreground rounded-r-sm",
        range_middle: "bg-accent",
      }}
    />
  );
}

function fieldOf(id: string): HTMLInputElement | null {
  const element = document.getElementById(id);
  return element instanceof HTMLInputElement ? element : null;
}

function readDay(id: string): Date | undefined {
  const [, date] = /^(\d{4}-\d\d-\d\d)/.exec(fieldOf(id)?.value ?? "") ?? [];
  return date === undefined ? undefined : new Date(`${date}T00:00:00`);
}

function writeDay(id: string, date: Date | undefined): void {
  const field = fieldOf(id);
  if (field === null || date === undefined) return;
  const pad = (part: number) => String(part).padStart(2, "0");
  field.value = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
