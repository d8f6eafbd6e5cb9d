import { handleStaffForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import type { AlertState } from "./model";
import { addAlertNote, assignAlert, setAlertState } from "./mutations";

const states: Partial<Record<string, { state: AlertState; notice: string }>> = {
  acknowledge: { state: "acknowledged", notice: "Alert acknowledged." },
  resolve: { state: "resolved", notice: "Alert resolved." },
  reopen: { state: "open", notice: "Alert opened again." },
};
const formOf: Partial<Record<string, string>> = { note: "note", assign: "owner" };

/** What people do with an alert; each is an entry. */
export const handleAlert = handleStaffForm(
  {
    form: ({ params, field }) => `alert-${params.id}-${formOf[field("act")] ?? "handle"}`,
    page: ({ params }) => `/alerts/${params.id}`,
    fields: ["act", "note", "ownerId"],
  },
  async ({ ctx, params, field, optional }) => {
    const id = params.id ?? "";
    const to = `/alerts/${id}`;
    const act = field("act");
    if (act === "note") {
      await addAlertNote(ctx, { id, note: field("note") });
      return { to, notice: "Note added." };
    }
    if (act === "assign") {
      await assignAlert(ctx, { id, ownerId: optional("ownerId") });
      return { to, notice: "Owner changed." };
    }
    const wanted = states[act];
    if (!wanted) throw new AppError("request.malformed");
    await setAlertState(ctx, { id, state: wanted.state, note: field("note") });
    return { to, notice: wanted.notice };
  },
);
