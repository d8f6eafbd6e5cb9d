import { handleStaffForm } from "@/lib/forms/handlers";
import { announcePrune } from "./mutations";

export const handleAnnouncePrune = handleStaffForm(
  {
    form: "prune",
    page: "/settings/retention/prune",
    fields: ["reason", "expectedCount"],
  },
  async ({ ctx, field }) => {
    const { entryCount } = await announcePrune(ctx, {
      reason: field("reason"),
      expectedCount: field("expectedCount"),
    });
    const count = entryCount.toLocaleString("en");
    return {
      to: "/settings/retention",
      notice: `${count} entries are announced in the log and go once that is sealed, within minutes.`,
    };
  },
);
