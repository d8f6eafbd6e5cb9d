import { sessionRoute } from "@/lib/access/handlers";
import { answerFile } from "@/lib/export-requests/handlers";
import { recordPortalDownload } from "@/lib/export-requests/mutations";
import { handleStaffForm } from "@/lib/forms/handlers";
import { requestPortalExport } from "./mutations";

const page = "/portal/exports";

export const handlePortalExport = handleStaffForm(
  { form: "portal-export", page, fields: ["format", "query"] },
  async ({ ctx, field }) => {
    await requestPortalExport(ctx, { format: field("format"), query: field("query") });
    return { to: page, notice: "The file is being written; it appears below." };
  },
);

export const handlePortalDownload = sessionRoute(
  "portal:audit_log.export",
  "/api/portal/exports/{id}/file",
  (ctx, _request, { id = "" }) => answerFile(ctx, id, recordPortalDownload),
);
