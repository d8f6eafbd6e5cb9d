"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";

const Calendar = dynamic(() =>
  import("@/components/entries/range-calendar").then((module) => module.Calendar),
);

/** The calendar's code is fetched when somebody opens the popover; without it, two fields. */
export function RangeCalendar(props: {
  sinceId: string;
  untilId: string;
  client: string | null;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [isWanted, setIsWanted] = useState(false);

  useEffect(() => {
    const details = place.current?.closest("details");
    const want = () => setIsWanted(true);
    details?.addEventListener("toggle", want, { once: true });
    return () => details?.removeEventListener("toggle", want);
  }, []);

  return (
    <div ref={place} data-needs-script className="min-h-72">
      {isWanted && <Calendar {...props} />}
    </div>
  );
}
