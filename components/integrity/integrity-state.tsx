import { CircleDashed, Clock3, ShieldAlert } from "lucide-react";
import { RelativeTime } from "@/components/entries/relative-time";
import { Seal } from "@/components/shell/seal";
import type { Integrity, SealStateName } from "@/lib/incidents/model";

const count = (value: number) => value.toLocaleString("en-GB");

/** In one line: what state the log is in, how much of it was read, and when. */
export function IntegrityState({
  integrity,
  state,
  now,
}: {
  integrity: Integrity;
  state: SealStateName;
  now: number;
}) {
  const { minIdx, nextIdx, verifiedSize, verifiedAt, passFinishedAt, passMs } = integrity;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <StateWords state={state} />
      <p className="text-sm">
        <b className="tabular-nums">{count(Math.max(0, verifiedSize - minIdx))}</b> of{" "}
        <b className="tabular-nums">{count(nextIdx - minIdx)}</b> entries{" "}
        {state === "warning" ? "read" : "verified"}
        {passFinishedAt !== null && (
          <>
            {" · last full pass "}
            <RelativeTime at={passFinishedAt} now={now} otherwise={passFinishedAt} />
            {passMs !== null && ` (${Math.max(1, Math.round(passMs / 1000))} s)`}
          </>
        )}
        {verifiedAt !== null && (
          <>
            {state === "warning" ? " · newest read " : " · tail verified "}
            <RelativeTime at={verifiedAt} now={now} otherwise={verifiedAt} />
          </>
        )}
      </p>
    </div>
  );
}

function StateWords({ state }: { state: SealStateName }) {
  const look = "flex items-center gap-2 font-semibold text-lg [&_svg]:size-5";
  switch (state) {
    case "verified":
      return (
        <p className={`${look} text-seal-ok`}>
          <Seal /> Intact
        </p>
      );
    case "verifying":
      return (
        <p className={`${look} text-seal-wait`}>
          <CircleDashed aria-hidden /> Verifying…
        </p>
      );
    case "unverified":
      return (
        <p className={`${look} text-seal-old`}>
          <Clock3 aria-hidden /> Not verified lately
        </p>
      );
    case "warning":
      return (
        <p className={`${look} text-seal-bad`}>
          <ShieldAlert aria-hidden /> INTEGRITY WARNING
        </p>
      );
  }
}
