import { ShieldAlert } from "lucide-react";
import { SoftLink } from "@/components/shell/soft-link";
import { type Incident, placeOf, titleOf } from "@/lib/incidents/model";

/** On every page of those who must act, until the incident is closed with a reason. */
export function IntegrityBanner({ incidents }: { incidents: Incident[] }) {
  const [first] = incidents;
  if (first === undefined) return null;
  const more = incidents.length - 1;
  const href =
    more > 0 ? "/integrity" : `/integrity/incidents/${encodeURIComponent(first.id)}`;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-seal-bad border-b-2 bg-seal-bad/8 px-6 py-2 text-sm max-md:px-4 print:hidden"
    >
      <ShieldAlert aria-hidden className="size-4 shrink-0 text-seal-bad" />
      <span className="min-w-0 max-sm:flex-1 max-sm:basis-60">
        <b className="text-seal-bad">INTEGRITY WARNING</b> {titleOf(first)}:{" "}
        {placeOf(first)}
        {more > 0 && `, and ${more} more`}.
      </span>
      <SoftLink
        href={href}
        className="font-medium underline underline-offset-2 max-md:py-2 max-sm:ml-7"
      >
        {more > 0 ? "See all incidents" : "See what to do"}
      </SoftLink>
    </div>
  );
}
