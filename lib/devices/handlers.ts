import { clearSession } from "@/lib/access/auth";
import { handleStaffForm } from "@/lib/forms/handlers";
import { reportSession, revokeOtherSessions, revokeSession } from "./mutations";

const page = "/me/sessions";

export const handleRevoke = handleStaffForm(
  { page, fields: ["session"] },
  async ({ ctx, field }) => {
    await revokeSession(ctx, { session: field("session") });
    return { to: page, notice: "That session is over." };
  },
);

export const handleRevokeOthers = handleStaffForm(
  { page, fields: [] },
  async ({ ctx }) => {
    const { count } = await revokeOtherSessions(ctx, {});
    const what = count === 1 ? "One other session is" : `${count} other sessions are`;
    return { to: page, notice: `${what} over.` };
  },
);

export const handleReport = handleStaffForm(
  { page, fields: ["session"] },
  async ({ ctx, field }) => {
    await reportSession(ctx, { session: field("session") });
    await clearSession();
    return "/reset?reported=1";
  },
);
