import { handleStaffForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { requestWriteBack, settleWriteBack } from "./mutations";

/** The act of each form, and what its page says then. */
const notices: Partial<Record<string, string>> = {
  create_ticket: "A ticket is on its way.",
  set_status: "The new status is on its way.",
  acknowledge: "The acknowledgement is on its way.",
  add_time: "The time is on its way.",
};

/** What people do with the tickets of an alert; each is an entry, and so is its outcome. */
export const handleAlertTickets = handleStaffForm(
  {
    form: ({ params, field }) => `alert-${params.id}-${field("act")}`,
    page: ({ params }) => `/alerts/${params.id}`,
    fields: [
      ...["act", "integrationId", "ticket", "status", "minutes", "note"],
      ...["writeBack", "ticketId"],
    ],
  },
  async ({ ctx, params, field, optional }) => {
    const alertId = params.id ?? "";
    const to = `/alerts/${alertId}#tickets`;
    const [act, ticket] = [field("act"), field("ticket")];
    const notice = notices[act];
    switch (act) {
      case "create_ticket": {
        const integrationId = field("integrationId");
        await requestWriteBack(ctx, { kind: act, alertId, integrationId });
        return { to, notice };
      }
      case "set_status": {
        const status = field("status");
        await requestWriteBack(ctx, { kind: act, alertId, ticket, status });
        return { to, notice };
      }
      case "acknowledge": {
        const note = field("note");
        await requestWriteBack(ctx, { kind: act, alertId, ticket, note });
        return { to, notice };
      }
      case "add_time": {
        const [minutes, note] = [Number(field("minutes").trim() || "x"), field("note")];
        await requestWriteBack(ctx, { kind: act, alertId, ticket, minutes, note });
        return { to, notice };
      }
      case "done":
      case "again": {
        const settled = { id: field("writeBack"), alertId, how: act } as const;
        await settleWriteBack(ctx, { ...settled, ticketId: optional("ticketId") });
        return { to, notice: act === "done" ? "Noted." : "It is sent again." };
      }
      default:
        throw new AppError("request.malformed");
    }
  },
);
