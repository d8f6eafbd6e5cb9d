import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { SoftLink } from "@/components/shell/soft-link";
import { SettleForms } from "@/components/tickets/ticket-forms";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { labelActor } from "@/lib/catalogue/actor-label";
import type { AlertTickets } from "@/lib/write-back-requests/model";
import { kindWords, type State, type WriteBack } from "@/lib/write-backs/model";

const states: Record<State, { label: string; tone: BadgeTone }> = {
  waiting: { label: "Waiting", tone: "amber" },
  sending: { label: "Sending", tone: "amber" },
  done: { label: "Done", tone: "create" },
  failed: { label: "Failed", tone: "red" },
  unsure: { label: "Not sure", tone: "red" },
};

/** What was said of an alert to ticket systems, oldest first. */
export function TicketList({ page, viewer }: { page: AlertTickets; viewer: Viewer }) {
  return (
    <ul className="max-w-3xl border-t">
      {page.writeBacks.map((one) => (
        <li key={one.id} className="grid gap-2 border-b py-2 text-sm">
          <div className="grid grid-cols-[9rem_minmax(0,1fr)_auto] items-start gap-x-4 max-md:grid-cols-[minmax(0,1fr)_auto]">
            <span className="max-md:col-span-2">
              <HostileText text={labelActor(one.actor)} className="block" />
              <TimeStamp
                at={one.createdAt.toISOString()}
                viewer={viewer}
                className="text-muted-foreground text-xs"
              />
            </span>
            <span className="grid min-w-0 gap-0.5">
              <HostileText text={describe(one, page.writeBacks)} />
              {one.lastError !== null && (
                <HostileText
                  text={one.lastError.replace(/^it /, "It ")}
                  className="text-muted-foreground [overflow-wrap:anywhere]"
                />
              )}
              {one.entryId !== null && (
                <SoftLink
                  href={`/admin/audit-logs/${one.entryId}`}
                  className="w-fit text-primary underline underline-offset-2"
                >
                  What was sent and answered
                </SoftLink>
              )}
            </span>
            <Badge tone={states[one.state].tone}>{states[one.state].label}</Badge>
          </div>
          {page.mayHandle && (one.state === "unsure" || one.state === "failed") && (
            <SettleForms page={page} writeBack={one} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** Where, what, and of which ticket. */
function describe(one: WriteBack, known: WriteBack[]): string {
  const { kind, integrationName: name, state, openerId } = one;
  const opener = known.find(({ id }) => id === openerId);
  const ticketId = one.ticketId ?? opener?.ticketId ?? null;
  if (state === "done") {
    const ticket = ticketId === null ? "a ticket" : `ticket ${ticketId}`;
    return `${name}: ${kindWords[kind].done(ticket)}`;
  }
  const waits = opener && opener.state !== "done" ? ", once its ticket is there" : "";
  return `${name}: ${kindWords[kind].undone}${waits}`;
}
