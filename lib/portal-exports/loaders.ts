import { describeMoment } from "@/lib/entries/moment";
import { describeRangeWords } from "@/lib/entries/range-words";
import { parseView } from "@/lib/entries/view";
import { type ExportState, formatWords, isActive } from "@/lib/export-requests/model";
import { listExportRequests } from "@/lib/export-requests/queries";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { openVisit } from "@/lib/portal/loaders";

export type PortalFile = {
  id: string;
  state: ExportState;
  format: string;
  says: string;
  when: string;
  rowCount: number;
  doneCount: number;
  bytes: number;
  /** What was found while it was written. */
  verdict: "holds" | "altered" | null;
};

export type LoadedFiles = { files: PortalFile[]; isWaiting: boolean; form: FormState };

/** One's own files: what was asked for, and what is ready. */
export async function loadPortalFiles(): Promise<LoadedFiles> {
  const { ctx, reader } = await openVisit("portal:audit_log.export");
  const { timeZone } = reader.portal;
  const requests = await listExportRequests(ctx);
  const files = requests.map((request): PortalFile => {
    const { filter } = parseView(new URLSearchParams(request.query)).view;
    const range = describeRangeWords(filter.range, timeZone);
    const moment = describeMoment(request.createdAt.toISOString(), timeZone);
    const { id, state, rowCount, doneCount, writtenBytes: bytes, verdict } = request;
    return {
      ...{ id, state, rowCount, doneCount, bytes },
      format: formatWords[request.format].name,
      says: filter.q === null ? range : `“${filter.q}”, ${range}`,
      when: `${moment.day}, ${moment.clock.slice(0, 5)} ${moment.zoneName}`,
      verdict: verdict?.state ?? null,
    };
  });
  const isWaiting = requests.some(isActive);
  return { files, isWaiting, form: await loadForm("portal-export") };
}
