import { eq } from "drizzle-orm";
import { exportRequests } from "@/db/schema";
import { requestExport } from "@/lib/export-requests/mutations";
import { inScope } from "@/lib/runtime/transaction";
import { actAs, findOwner } from "../place";
import { api, everyone, form, json, type Prepare, type Row } from "../row";

const wish = { format: "ndjson", query: "range=all&action=user.*", zone: "UTC" };

/** An export of somebody's own: who did not ask for it neither fetches nor ends it. */
function ofExport(state: "queued" | "failed"): Prepare {
  return async (_subject, place) => {
    const owner = actAs(place, await findOwner(place));
    const { id, organizationId } = await requestExport(owner, wish);
    const { scope } = place.organization.ctx;
    if (state === "failed" && scope.organizationId === organizationId) {
      await inScope(scope, (tx) =>
        tx.update(exportRequests).set({ state }).where(eq(exportRequests.id, id)),
      );
    }
    return { params: { id }, form: {} };
  };
}

/** Files that leave: asked for, ended, fetched. */
export const exportRows: Record<string, Row> = {
  "POST /api/exports": form(everyone, () => ({ form: wish })),
  "POST /api/exports/[id]/cancel": form(everyone, ofExport("queued"), "self"),
  "POST /api/exports/[id]/retry": form(everyone, ofExport("failed"), "self"),
  "GET /api/exports/[id]/file": json(everyone),
  "POST /api/v1/exports": api(""),
  "GET /api/v1/exports/[id]": api(""),
  "GET /api/v1/exports/[id]/download": api(""),
};
