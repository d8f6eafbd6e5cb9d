"use client";

import { subMonths } from "date-fns";
import { enGB } from "date-fns/locale/en-GB";
import { useEffect, useState } from "react";
import { type DateRange, DayPicker } from "react-day-picker";

const day = "size-8 rounded-sm hover:bg-accent max-md:size-11";

/** Two clicks fill the two ends with whole days; the fields stay what is sent. */
export function Calendar({
  sinceId,
  untilId,
  client,
}: {
  sinceId: string;
  untilId: string;
  /** The one client whose days are dotted; null for the whole log. */
  client: string | null;
}) {
  const [range, setRange] = useState<DateRange | undefined>(() => ({
    from: readDay(sinceId),
    to: readDay(untilId),
  }));

  const [month, setMonth] = useState(() => subMonths(range?.to ?? new Date(), 1));
  const filled = useFilledDays(month, client);

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
      month={month}
      onMonthChange={setMonth}
      modifiers={{ filled }}
      modifiersClassNames={{ filled: "has-entries" }}
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
  field.value = `${monthOf(date)}-${pad(date.getDate())}`;
}

function pad(part: number): string {
  return String(part).padStart(2, "0");
}

function monthOf(date: Date): string {
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}`;
}

/** Days of the two months shown on which something was logged. */
function useFilledDays(month: Date, client: string | null): Date[] {
  const [days, setDays] = useState<Date[]>([]);
  const asked = monthOf(month);

  useEffect(() => {
    const abort = new AbortController();
    const query = new URLSearchParams({ month: asked, ...(client ? { client } : {}) });
    fetch(`/api/log/days?${query}`, { signal: abort.signal })
      .then((answer) => (answer.ok ? answer.json() : { data: [] }))
      .then(({ data }: { data: string[] }) =>
        setDays(data.map((one) => new Date(`${one}T00:00:00`))),
      )
      .catch(() => {});
    return () => abort.abort();
  }, [asked, client]);

  return days;
}
