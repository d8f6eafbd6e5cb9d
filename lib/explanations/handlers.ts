import { handleStaffForm } from "@/lib/forms/handlers";
import { explainEntry } from "./mutations";

export const handleExplain = handleStaffForm(
  { page: "/security", fields: ["reason", "ticket"] },
  async ({ ctx, field, optional, params }) => {
    await explainEntry(ctx, {
      id: params.id ?? "",
      reason: field("reason"),
      ticket: optional("ticket"),
    });
    return { to: "/security", notice: "Explained; the reason is in the log." };
  },
);
