import type { FormState } from "@/lib/forms/model";
import type { WriteBackKind } from "@/lib/integrations/product";
import type { WriteBack } from "@/lib/write-backs/model";

export type TicketSystem = {
  id: string;
  name: string;
  can: WriteBackKind[];
  resolvedStatus: string;
};

/** A ticket and what can be done with it. */
export type Ticket = { opener: WriteBack; system: TicketSystem };

export type AlertTickets = {
  alertId: string;
  writeBacks: WriteBack[];
  tickets: Ticket[];
  /** Where there is no ticket yet and one can be made. */
  free: TicketSystem[];
  mayHandle: boolean;
  forms: Record<WriteBackKind | "done", FormState>;
};
