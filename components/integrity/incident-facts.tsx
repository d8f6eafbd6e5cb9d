import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { type Incident, placeOf } from "@/lib/incidents/model";

/** What was found, where, against what, and what still holds. */
export function IncidentFacts({ incident }: { incident: Incident }) {
  return (
    <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[10rem_minmax(0,1fr)]">
      <Fact name="Place">
        {placeOf(incident)}
        {incident.firstIdx !== null && incident.firstIdx > 0 && (
          <span className="block text-muted-foreground">
            First bad link between #{(incident.firstIdx - 1).toLocaleString("en-GB")} and
            #{incident.firstIdx.toLocaleString("en-GB")}.
          </span>
        )}
      </Fact>
      <Fact name="What was found">
        <HostileText text={incident.why} />
      </Fact>
      <Fact name="Recorded or signed">
        <code className="text-xs [overflow-wrap:anywhere]">
          <HostileText text={incident.expected} />
        </code>
      </Fact>
      <Fact name="There now">
        <code className="text-xs [overflow-wrap:anywhere]">
          <HostileText text={incident.found} />
        </code>
      </Fact>
      <Fact name="What still holds">{incident.intact}</Fact>
      <Fact name="Found by">the {incident.raisedBy}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 max-sm:mb-2">{children}</dd>
    </>
  );
}
