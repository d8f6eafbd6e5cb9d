import { handleStaffForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { formatViewHref } from "./model";
import { createView, deleteView, setDefaultView, updateView } from "./mutations";

const log = "/admin/audit-logs";
const page = "/views";

export const viewForm = "saved-view";

/** Saves the list as it is, and leads to it under its new name. */
export const handleCreateView = handleStaffForm(
  {
    form: viewForm,
    page: ({ field }) => (field("query") === "" ? log : `${log}?${field("query")}`),
    fields: ["name", "query", "isShared"],
  },
  async ({ ctx, field, isChecked }) => {
    const { name, ...view } = await createView(ctx, {
      name: field("name"),
      query: field("query"),
      isShared: isChecked("isShared"),
    });
    return {
      to: formatViewHref(log, { ...view, name }),
      notice: `View “${name}” saved.`,
    };
  },
);

/** `act` says what to do with the view: update, rename, share, unshare or delete. */
export const handleChangeView = handleStaffForm(
  {
    form: ({ params, field }) => `${field("act")}-${params.id}`,
    page: ({ field }) => field("next") || page,
    fields: ["act", "name", "query", "next"],
  },
  async ({ ctx, params, field }) => {
    const id = params.id ?? "";
    const to = field("next") || page;
    switch (field("act")) {
      case "update": {
        const { name, query } = await updateView(ctx, { id, query: field("query") });
        const href = formatViewHref(log, { id, name, query });
        return { to: href, notice: `View “${name}” updated.` };
      }
      case "rename": {
        const { name } = await updateView(ctx, { id, name: field("name") });
        return { to, notice: `View renamed to “${name}”.` };
      }
      case "share":
      case "unshare": {
        const isShared = field("act") === "share";
        const { name } = await updateView(ctx, { id, isShared });
        const state = isShared ? "everyone here sees it" : "only you see it";
        return { to, notice: `View “${name}”: ${state}.` };
      }
      case "delete": {
        const { name } = await deleteView(ctx, { id });
        return { to, notice: `View “${name}” deleted.` };
      }
      default:
        throw new AppError("input.invalid", { detail: "The form says nothing to do." });
    }
  },
);

export const handleDefaultView = handleStaffForm(
  { page, fields: ["id"] },
  async ({ ctx, optional }) => {
    const { name } = await setDefaultView(ctx, { id: optional("id") });
    const what = name === null ? "everything of the last 7 days" : `“${name}”`;
    return { to: page, notice: `The log now opens with ${what}.` };
  },
);
