import type { Viewer } from "@/components/entries/viewer";
import { CreateTicketForm, TicketActions } from "@/components/tickets/ticket-forms";
import { TicketList } from "@/components/tickets/ticket-list";
import type { AlertTickets } from "@/lib/write-back-requests/model";

/** The tickets of an alert; nothing where there is no ticket system. */
export function AlertTicketsSection({
  page,
  viewer,
}: {
  page: AlertTickets;
  viewer: Viewer;
}) {
  const { writeBacks, free, mayHandle } = page;
  if (writeBacks.length === 0 && (free.length === 0 || !mayHandle)) return null;
  return (
    <section
      id="tickets"
      aria-labelledby="tickets-title"
      className="grid gap-3 px-6 max-md:px-4"
    >
      <h2 id="tickets-title" className="font-medium text-lg">
        Tickets
      </h2>
      {writeBacks.length > 0 && (
        <div>
          <TicketList page={page} viewer={viewer} />
          {mayHandle && <TicketActions page={page} />}
        </div>
      )}
      {mayHandle && <CreateTicketForm page={page} />}
    </section>
  );
}
