import { ShieldAlert } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { IncidentFacts } from "@/components/integrity/incident-facts";
import { IncidentSteps } from "@/components/integrity/incident-steps";
import { Section } from "@/components/integrity/section";
import { PageHeading } from "@/components/shell/page-heading";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { capitalize } from "@/lib/catalogue/words";
import { loadIncident } from "@/lib/incidents/loaders";
import { type Incident, placeOf, titleOf } from "@/lib/incidents/model";

export const metadata: Metadata = { title: "Integrity incident – Custody" };

type Props = { params: Promise<{ id: string }> };

export default async function Page({ params }: Props) {
  const { id } = await params;
  const { incident, form, mayClose, now } = await loadIncident(id);
  return (
    <div className="grid gap-8 pb-10">
      <PageHeading
        title={titleOf(incident)}
        back={{ label: "Integrity", href: "/integrity" }}
        actions={<OpenRows incident={incident} />}
      >
        {capitalize(placeOf(incident))}, found{" "}
        {incident.openedAt.replace("T", " ").slice(0, 19)} UTC
      </PageHeading>
      <div className="px-6 max-md:px-4">
        <Alert tone={incident.closedAt === null ? "danger" : "note"}>
          <ShieldAlert aria-hidden />
          <p>
            {incident.closedAt === null
              ? "Open. The log goes on; what is marked ALTERED is not evidence any more."
              : `Closed by ${incident.closedBy}: ${incident.closeReason}`}
          </p>
        </Alert>
      </div>
      <Section title="What was found">
        <IncidentFacts incident={incident} />
      </Section>
      {incident.closedAt === null && (
        <Section title="What to do now">
          <IncidentSteps incident={incident} form={form} mayClose={mayClose} now={now} />
        </Section>
      )}
    </div>
  );
}

function OpenRows({ incident: { firstIdx, lastIdx } }: { incident: Incident }) {
  if (firstIdx === null) return null;
  return (
    <Button asChild>
      <Link href={`/admin/audit-logs?range=all&upto=${(lastIdx ?? firstIdx) + 3}`}>
        See these entries in the log
      </Link>
    </Button>
  );
}
