import { ShieldAlert, ShieldCheck, ShieldQuestion } from "lucide-react";
import { describeMoment } from "@/lib/entries/moment";

type State = "verified" | "verifying" | "unverified" | "warning";

/** Whether the log was found unaltered, in plain words. */
export function PortalSeal({
  state,
  verifiedAt,
  zone,
}: {
  state: State;
  verifiedAt: string | null;
  zone: string;
}) {
  const when = verifiedAt === null ? null : describeTime(verifiedAt, zone);
  if (state === "warning") {
    return (
      <span className="inline-flex items-center gap-1.5 font-medium text-seal-bad">
        <ShieldAlert aria-hidden className="size-4" />
        Verification raised a warning; it is being looked into
      </span>
    );
  }
  if (when === null || state === "unverified") {
    return (
      <span className="inline-flex items-center gap-1.5 text-seal-old">
        <ShieldQuestion aria-hidden className="size-4" />
        {when === null ? "Not verified yet" : `Last verified ${when}`}
      </span>
    );
  }
  return (
    <span className="inline-flex items-center gap-1.5">
      <ShieldCheck aria-hidden className="size-4 text-seal-ok" />
      Unaltered: verified {when}
    </span>
  );
}

function describeTime(at: string, zone: string): string {
  const { shortDay, clock, zoneName } = describeMoment(at, zone);
  return `${shortDay}, ${clock.slice(0, 5)} ${zoneName}`;
}
