import { handleStaffForm } from "@/lib/forms/handlers";
import { approveRetention, changeRetention, withdrawRetention } from "./mutations";

const page = "/settings/retention";

const notices = {
  unchanged: "That is the retention already.",
  applied: "The retention is longer from now on. What was pruned does not come back.",
  proposed:
    "Proposed. A second owner approves it on this page; seven days later it comes into force.",
};

export const handleChangeRetention = handleStaffForm(
  {
    form: "retention",
    page: ({ field }) => {
      const days = field("retentionDays");
      const keep = days === "" ? "keep=organization" : `keep=custom&days=${days}`;
      const client = field("clientSlug");
      const which = client === "" ? "" : `&client=${encodeURIComponent(client)}`;
      return `${page}/change?${keep}${which}`;
    },
    fields: ["clientSlug", "retentionDays", "reason"],
  },
  async ({ ctx, field, optional }) => {
    const outcome = await changeRetention(ctx, {
      clientSlug: optional("clientSlug"),
      retentionDays: optional("retentionDays"),
      reason: field("reason"),
    });
    return { to: page, notice: notices[outcome] };
  },
);

export const handleApproveRetention = handleStaffForm(
  { page, fields: [] },
  async ({ ctx, params }) => {
    const { effectiveAt } = await approveRetention(ctx, { id: params.id ?? "" });
    const day = effectiveAt.slice(0, 10);
    return { to: page, notice: `Approved. It comes into force on ${day}.` };
  },
);

export const handleWithdrawRetention = handleStaffForm(
  { page, fields: [] },
  async ({ ctx, params }) => {
    await withdrawRetention(ctx, { id: params.id ?? "" });
    return { to: page, notice: "The proposal was withdrawn." };
  },
);
