import type { Metadata } from "next";
import { AlertActions, NoteForm, OwnerForm } from "@/components/alerts/alert-actions";
import { AlertFactList } from "@/components/alerts/alert-facts";
import { AlertStateMark } from "@/components/alerts/alert-table";
import { SeverityMark } from "@/components/alerts/severity-mark";
import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { MuteMenu } from "@/components/rules/rule-actions";
import { PageHeading } from "@/components/shell/page-heading";
import { AlertTicketsSection } from "@/components/tickets/alert-tickets";
import { Badge } from "@/components/ui/badge";
import { type AlertDetails, loadAlert } from "@/lib/alerts/loaders";
import { labelActor } from "@/lib/catalogue/actor-label";
import { describeMoment } from "@/lib/entries/moment";
import { loadZone } from "@/lib/organizations/loaders";
import { loadAlertTickets } from "@/lib/write-back-requests/loaders";

export const metadata: Metadata = { title: "Alert – Custody" };

type Props = { params: Promise<{ id: string }> };

/** One fire of a rule: what it was made of, and what people did about it. */
export default async function Page({ params }: Props) {
  const { id } = await params;
  const details = await loadAlert(id);
  const { alert, clientName, mayHandle, isMuted, forms, people } = details;
  const tickets = await loadAlertTickets(id);
  const zone = await loadZone();
  const viewer = { zone, now: Date.now(), clientNames: {} };
  const moment = describeMoment(alert.createdAt.toISOString(), zone);
  return (
    <div className="grid gap-6 pb-10">
      <PageHeading
        title={alert.ruleName}
        back={{ label: "Alerts", href: "/alerts" }}
        actions={
          mayHandle && (
            <>
              <AlertActions id={id} state={alert.state} form={forms.handle} />
              {!isMuted && <MuteMenu id={alert.ruleId} />}
            </>
          )
        }
      >
        <span className="flex flex-wrap items-center gap-2">
          <AlertStateMark state={alert.state} />
          <SeverityMark severity={alert.severity} />
          {alert.wasMuted && <Badge tone="quiet">Nobody was told: muted</Badge>}
          <time dateTime={moment.iso}>
            {moment.day} {moment.clock} {moment.zoneName}
          </time>
        </span>
      </PageHeading>
      <div className="px-6 max-md:px-4">
        <AlertFactList
          facts={alert.facts}
          clientName={clientName}
          fire={{ id: alert.entryId, idx: alert.entryIdx }}
          rule={{ id: alert.ruleId, name: alert.ruleName, version: alert.version }}
        />
      </div>
      <div className="px-6 max-md:px-4">
        {mayHandle ? (
          <OwnerForm id={id} form={forms.owner} people={people} />
        ) : (
          <p className="text-sm">
            Owner: <HostileText text={alert.owner?.name ?? "nobody"} />
          </p>
        )}
      </div>
      <AlertTicketsSection page={tickets} viewer={viewer} />
      <Notes details={details} viewer={viewer} />
    </div>
  );
}

function Notes({ details, viewer }: { details: AlertDetails; viewer: Viewer }) {
  const { alert, notes, mayHandle, forms } = details;
  if (notes.length === 0 && !mayHandle) return null;
  return (
    <section className="grid gap-3 px-6 max-md:px-4" aria-labelledby="notes">
      <h2 id="notes" className="font-medium text-lg">
        Notes
      </h2>
      {notes.length > 0 && (
        <ul className="max-w-3xl border-t">
          {notes.map(({ author, note, createdAt }) => (
            <li
              key={createdAt.toISOString()}
              className="grid grid-cols-[9rem_minmax(0,1fr)] gap-x-4 border-b py-2 text-sm max-md:grid-cols-1"
            >
              <span>
                <HostileText text={labelActor(author)} className="block" />
                <TimeStamp
                  at={createdAt.toISOString()}
                  viewer={viewer}
                  className="text-muted-foreground text-xs"
                />
              </span>
              <HostileText text={note} className="whitespace-pre-wrap" />
            </li>
          ))}
        </ul>
      )}
      {mayHandle && <NoteForm id={alert.id} form={forms.note} />}
    </section>
  );
}
