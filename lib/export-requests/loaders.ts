import { gatePage } from "@/lib/access/auth";
import { isAllowed, type Scope } from "@/lib/access/model";
import { findBundleTarget } from "@/lib/bundle-targets/queries";
import type { Filter } from "@/lib/entries/filter";
import type { Problem } from "@/lib/entries/parameters";
import { type Range, type ResolvedRange, resolveRange } from "@/lib/entries/range";
import { defaultView, formatView } from "@/lib/entries/view";
import { listExportPlaces, listExportRows } from "@/lib/export-rows/queries";
import { parseExportQuery } from "@/lib/exports/model";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { countSelection } from "@/lib/segments/queries";
import type { Selection } from "@/lib/selections/queries";
import { exportForm } from "./handlers";
import {
  type ExportFormat,
  type ExportRequest,
  exportFormats,
  pdfRowsMax,
} from "./model";
import { listExportRequests, requesterIdOf } from "./queries";

const sampleCount = 50;
const all: Range = { kind: "relative", token: "all" };

export type LoadedExport = ExportRequest & {
  isOwn: boolean;
  /** A schedule sends it to who looks. */
  isShared: boolean;
};

export async function loadExports(): Promise<LoadedExport[]> {
  const ctx = await gatePage("log:export");
  const requesterId = requesterIdOf(ctx);
  const requests = await listExportRequests(ctx);
  const { principal } = ctx;
  const email = principal.kind === "user" ? principal.email.toLowerCase() : "";
  return requests.map((one) => ({
    ...one,
    isOwn: one.requesterId === requesterId,
    isShared: one.sharedWith.includes(email),
  }));
}

export type NewExport = {
  form: FormState;
  /** What the file would hold; null where a part of the query means nothing. */
  wish: {
    query: string;
    filter: Filter;
    range: ResolvedRange;
    rowCount: number;
    /** Of a row of the JSON forms, from the first entries; the others are about as large. */
    rowBytes: number;
    formats: ExportFormat[];
  } | null;
  problems: Problem[];
  wholeQuery: string;
  maySchedule: boolean;
};

/** What would be written, counted before anybody asks for it. */
export async function loadNewExport(query: string, zone: string): Promise<NewExport> {
  const { scope, principal } = await gatePage("log:export");
  const maySchedule = isAllowed(principal, "schedules:change");
  const form = await loadForm(exportForm, { format: "csv" });
  const wholeQuery = formatView({
    ...defaultView,
    filter: { ...defaultView.filter, range: all },
  });
  const parsed = parseExportQuery(query);
  const known = { form, wholeQuery, maySchedule };
  if (!parsed.ok) return { ...known, wish: null, problems: parsed.problems };
  const { filter, text } = parsed.value;
  const range = resolveRange(filter, new Date(), zone);
  const selection = { filter, range };
  const [rowCount, target, sample] = await Promise.all([
    countSelection(scope, selection),
    findBundleTarget(scope, filter),
    listSample(scope, selection),
  ]);
  const bytes = sample.reduce((sum, { entry }) => sum + JSON.stringify(entry).length, 0);
  const rowBytes = sample.length === 0 ? 0 : bytes / sample.length;
  const isOffered: Partial<Record<ExportFormat, boolean>> = {
    bundle: target !== null,
    pdf: rowCount <= pdfRowsMax,
  };
  const formats = exportFormats.filter((one) => isOffered[one] ?? true);
  const wish = { query: text ?? "", filter, range, rowCount, rowBytes, formats };
  return { ...known, wish, problems: [] };
}

async function listSample(scope: Scope, selection: Selection) {
  const first = { position: null, limit: sampleCount };
  return listExportRows(scope, await listExportPlaces(scope, selection, first));
}
