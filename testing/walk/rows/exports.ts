import { and, eq, sql } from "drizzle-orm";
import { exportRequests } from "@/db/schema";
import { requestExport } from "@/lib/export-requests/mutations";
import { inScope } from "@/lib/runtime/transaction";
import { actAs, findStaffOwner } from "../place";
import { api, everyone, form, json, type Prepare, type Row } from "../row";

const wish = { format: "ndjson", query: "range=all&action=user.*", zone: "UTC" };

/**
 * An export of somebody's own, which no worker takes for a while: who did not ask for it
 * neither fetches nor ends it.
 */
function ofExport(state: "queued" | "failed"): Prepare {
  return async (_subject, place) => {
    const owner = actAs(place, await findStaffOwner(place));
    const held = { state, leasedUntil: sql`now() + interval '1 hour'` };
    for (;;) {
      const { id } = await requestExport(owner, wish);
      const isWaiting = and(
        eq(exportRequests.id, id),
        eq(exportRequests.state, "queued"),
      );
      const rows = await inScope({ ...owner.scope, clientId: null }, (tx) =>
        tx.update(exportRequests).set(held).where(isWaiting).returning(),
      );
      if (rows.length > 0) return { params: { id }, form: {} };
    }
  };
}

/** Files that leave: asked for, ended, fetched. */
export const exportRows: Record<string, Row> = {
  "POST /api/exports": form(everyone, () => ({ form: wish })),
  "POST /api/exports/[id]/cancel": form(everyone, ofExport("queued"), "self"),
  "POST /api/exports/[id]/retry": form(everyone, ofExport("failed"), "self"),
  "GET /api/exports/[id]/file": {
    ...json(everyone, "self"),
    prepare: ofExport("queued"),
  },
  "POST /api/v1/exports": api(""),
  "GET /api/v1/exports/[id]": api(""),
  "GET /api/v1/exports/[id]/download": api(""),
};
