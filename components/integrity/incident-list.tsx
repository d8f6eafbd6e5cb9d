import { ShieldAlert } from "lucide-react";
import Link from "next/link";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { type Incident, placeOf, titleOf } from "@/lib/incidents/model";

/** Open incidents first, each by what was found and where. */
export function IncidentList({
  incidents,
  viewer,
}: {
  incidents: Incident[];
  viewer: Viewer;
}) {
  return (
    <ul className="grid gap-2">
      {incidents.map((incident) => (
        <li key={incident.id}>
          <Alert tone={incident.closedAt === null ? "danger" : "note"}>
            <ShieldAlert aria-hidden />
            <div className="flex min-w-0 grow flex-wrap items-start justify-between gap-x-6 gap-y-1">
              <div className="grid min-w-0 gap-0.5">
                <Link
                  href={`/integrity/incidents/${incident.id}`}
                  className="font-medium underline underline-offset-2 max-md:py-2"
                >
                  {titleOf(incident)}: {placeOf(incident)}
                </Link>
                <span className="text-muted-foreground">
                  {incident.closedAt === null
                    ? `What still holds: ${incident.intact}.`
                    : `Closed by ${incident.closedBy}: ${incident.closeReason}`}
                </span>
              </div>
              <span className="flex items-center gap-2">
                <Badge tone={incident.closedAt === null ? "red" : "quiet"}>
                  {incident.closedAt === null ? "Open" : "Closed"}
                </Badge>
                <TimeStamp at={incident.openedAt} viewer={viewer} />
              </span>
            </div>
          </Alert>
        </li>
      ))}
    </ul>
  );
}
