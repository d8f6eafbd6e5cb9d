import { type Ctx, isAllowed } from "@/lib/access/model";
import { findLogEnds } from "@/lib/entries/queries";
import { resolveRange } from "@/lib/entries/range";
import { defaultView, formatView } from "@/lib/entries/view";
import type { ExportRequest, TextFormat } from "@/lib/export-requests/model";
import { createPortalRequest } from "@/lib/export-requests/mutations";
import { AppError } from "@/lib/kit/errors";
import { openReader } from "@/lib/portal/queries";
import { parsePortalView } from "@/lib/portal/view";
import { countShown } from "@/lib/portal-pages/queries";

const plain = { zone: "UTC", withManifest: false };

type Wish = { format: string; query: string };

/**
 * Asks for a file of exactly what the portal's list shows now. A query of which a part would
 * be left out is refused, and so is a search that is too wide to be counted.
 */
export async function requestPortalExport(
  ctx: Ctx,
  { format: asked, query: text }: Wish,
): Promise<ExportRequest> {
  const format = asked as TextFormat;
  if (!isAllowed(ctx.principal, "portal:audit_log.export")) {
    const range = { from: null, to: null };
    return createPortalRequest(ctx, { ...plain, format, query: "", range, rowCount: 0 });
  }
  const reader = await openReader(ctx.scope);
  const { view, ignored } = parsePortalView(new URLSearchParams(text), reader.choices);
  if (ignored.length > 0) {
    const errors = ignored.map(({ name, value, why }) => ({
      pointer: `?${name}`,
      detail: `${name}=${value} ${why}; a file leaves nothing out in silence`,
    }));
    throw new AppError("query.invalid", { errors });
  }
  const { head: upto } = await findLogEnds(ctx.scope);
  const filter = { ...view.filter, upto };
  const range = resolveRange(filter, new Date(), reader.portal.timeZone);
  const rowCount = await countShown(reader, { filter, range });
  if (rowCount === null) {
    const detail = "The search has too many entries to read: choose a shorter time.";
    throw new AppError("query.invalid", { detail });
  }
  const query = formatView({ ...defaultView, filter });
  const zone = reader.portal.timeZone;
  return createPortalRequest(ctx, { ...plain, format, query, range, rowCount, zone });
}
