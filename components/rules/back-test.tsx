import { HostileText } from "@/components/entries/hostile-text";
import { SoftLink } from "@/components/shell/soft-link";
import { Alert } from "@/components/ui/alert";
import { describeMoment } from "@/lib/entries/moment";
import { describeMinutes } from "@/lib/kit/minutes";
import { formatInstant } from "@/lib/kit/time";

type WouldFire = {
  idx: number;
  atMicros: number;
  group: string;
  hitCount: number;
  id: string | null;
  sentence: string;
};

type Tested = {
  fireCount: number;
  shown: WouldFire[];
  days: number[];
  windowDays: number;
  readCount: number;
  isCut: boolean;
};

const grouped = new Intl.NumberFormat("en-GB");
const minutesPerDay = 1440;
const manyADay = 20;

/** What the rule, as it stands in the form, would have done to the log there is. */
export function BackTestResult({ tested, zone }: { tested: Tested; zone: string }) {
  const { fireCount, shown, days, windowDays, readCount, isCut } = tested;
  const isFlood = fireCount / Math.max(windowDays, 1 / 24) > manyADay;
  return (
    <section
      id="back-test"
      aria-labelledby="back-test-title"
      className="grid max-w-2xl scroll-mt-16 content-start gap-3"
    >
      <h2 id="back-test-title" className="border-b pb-1 font-medium text-lg">
        Back-test
      </h2>
      <p className="text-sm" role="status">
        In the last {describeMinutes(Math.round(windowDays * minutesPerDay))} it{" "}
        <strong className="font-medium">
          would have fired {describeTimes(fireCount)}
        </strong>
        <span className="text-muted-foreground">
          , of {grouped.format(readCount)} {readCount === 1 ? "entry" : "entries"} that
          match
        </span>
        .
      </p>
      {isCut && (
        <Alert tone="warning">
          <p>
            More entries match than can be read at once: the test saw only the first{" "}
            {grouped.format(readCount)} of that time. Narrow the filter.
          </p>
        </Alert>
      )}
      {isFlood && (
        <Alert tone="warning">
          <p>
            That is often. Count entries instead, or let it be quiet after it fired; a
            rule that fires more than 60 times an hour is held back.
          </p>
        </Alert>
      )}
      {days.length > 1 && <DayBars days={days} />}
      {shown.length > 0 && (
        <ol className="grid">
          {shown.map((fire) => (
            <FireLine key={`${fire.idx}-${fire.group}`} fire={fire} zone={zone} />
          ))}
        </ol>
      )}
      {fireCount > shown.length && (
        <p className="text-muted-foreground text-sm">
          The newest {shown.length} are shown.
        </p>
      )}
    </section>
  );
}

function FireLine({ fire, zone }: { fire: WouldFire; zone: string }) {
  const { idx, id, sentence, atMicros, hitCount } = fire;
  const moment = describeMoment(formatInstant(BigInt(atMicros)) ?? "", zone);
  const href =
    id === null ? `/admin/audit-logs?range=all&upto=${idx}` : `/admin/audit-logs/${id}`;
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 border-b py-1.5 text-sm">
      <time dateTime={moment.iso} className="text-muted-foreground tabular-nums">
        {moment.shortDay} {moment.clock}
      </time>
      <SoftLink href={href} className="min-w-0 flex-1 hover:underline">
        <HostileText text={sentence} />
      </SoftLink>
      {hitCount > 1 && (
        <span className="text-muted-foreground tabular-nums">
          {grouped.format(hitCount)} entries
        </span>
      )}
    </li>
  );
}

/** How often on each day; what it says in sum stands above it. */
function DayBars({ days }: { days: number[] }) {
  const most = Math.max(1, ...days);
  return (
    <svg
      role="img"
      aria-label={`Fires on each of ${days.length} days, at most ${most} on one`}
      viewBox={`0 0 ${days.length * 10} 32`}
      preserveAspectRatio="none"
      className="h-8 w-full border-b"
    >
      {days.map((count, day) => {
        const height = count === 0 ? 0 : Math.max(2, (count / most) * 32);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its day
            key={day}
            x={day * 10 + 1}
            y={32 - height}
            width={8}
            height={height}
            className="fill-primary"
          />
        );
      })}
    </svg>
  );
}

function describeTimes(count: number): string {
  if (count === 0) return "not once";
  return count === 1 ? "once" : `${grouped.format(count)} times`;
}
