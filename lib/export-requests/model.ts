import { z } from "zod";
import type { ScopeFacts } from "@/lib/access/model";
import type { Filter } from "@/lib/entries/filter";
import type { Actor } from "@/lib/entries/model";
import { defaultView, formatView } from "@/lib/entries/view";

/** Each is written by a format of lib/exports/formats; `csv-raw` is what programs read. */
export const exportFormats = ["csv", "csv-raw", "json", "ndjson"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const formatWords: Record<ExportFormat, { name: string; says: string }> = {
  csv: {
    name: "CSV for spreadsheets",
    says: "Every field; cells that a spreadsheet would run as a formula begin with an apostrophe.",
  },
  "csv-raw": {
    name: "CSV for programs",
    says: "Every field exactly as recorded. Do not open it in a spreadsheet.",
  },
  json: { name: "JSON", says: "One document with the entries and what was verified." },
  ndjson: { name: "NDJSON", says: "One entry a line, for programs and long logs." },
};

export const exportStates = [
  "queued",
  "running",
  "done",
  "failed",
  "cancelled",
  "expired",
] as const;
export type ExportState = (typeof exportStates)[number];

/** What was found while the entries were written. */
export type ExportVerdict = {
  state: "holds" | "altered";
  checkedCount: number;
  /** Neighbours in the organization's chain that were shown to follow one another. */
  linkCount: number;
  altered: { id: string; position: number; why: string }[];
};

export type ExportRequest = {
  organizationId: string;
  id: string;
  requesterId: string;
  requester: Actor;
  clientId: string | null;
  ownUserId: string | null;
  ownClientIds: string[] | null;
  /** What its MSP hides in its portal is not written. */
  isForPortal: boolean;
  format: ExportFormat;
  query: string;
  rangeFrom: string | null;
  rangeTo: string | null;
  state: ExportState;
  rowCount: number;
  doneCount: number;
  position: number | null;
  writtenBytes: number;
  alteredCount: number;
  verdict: ExportVerdict | null;
  sha256: string | null;
  error: string | null;
  attemptCount: number;
  createdAt: Date;
  finishedAt: Date | null;
  expiresAt: Date | null;
};

export const exportIdSchema = z.string().regex(/^exp_[0-9a-f]{24}$/);

export const isActive = ({ state }: Pick<ExportRequest, "state">) =>
  state === "queued" || state === "running";

/** The part of the log its requester could read when it was asked for. */
export function reachOf(request: ExportRequest): ScopeFacts {
  const { organizationId, clientId, ownUserId, ownClientIds } = request;
  const own =
    ownUserId === null ? null : { userId: ownUserId, clientIds: ownClientIds ?? [] };
  return { organizationId, clientId, own };
}

const fileEndings: Record<ExportFormat, string> = {
  csv: "csv",
  "csv-raw": "csv",
  json: "json",
  ndjson: "ndjson",
};

export const contentTypes: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8",
  "csv-raw": "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  ndjson: "application/x-ndjson; charset=utf-8",
};

/** Nothing a person typed is in it. */
export function nameFile({ id, format }: Pick<ExportRequest, "id" | "format">): string {
  return `custody-${id}.${fileEndings[format]}`;
}

/** What programs see of a request. */
export function describeForApi(request: ExportRequest) {
  const { id, state, format, query, rowCount, doneCount, verdict, sha256 } = request;
  const isDone = state === "done";
  return {
    id,
    state,
    format,
    query,
    rows: { total: rowCount, done: doneCount },
    bytes: isDone ? request.writtenBytes : null,
    sha256,
    verdict: verdict && {
      state: verdict.state,
      checked: verdict.checkedCount,
      links: verdict.linkCount,
      altered: verdict.altered,
    },
    error: request.error,
    created_at: request.createdAt.toISOString(),
    finished_at: request.finishedAt?.toISOString() ?? null,
    expires_at: request.expiresAt?.toISOString() ?? null,
    download_url: isDone ? `/api/v1/exports/${id}/download` : null,
  };
}

/** No condition and no range: the log as a whole. */
export function isEverything(filter: Filter): boolean {
  const range = { kind: "relative", token: "all" } as const;
  const all = { ...defaultView, filter: { ...defaultView.filter, range } };
  const asked = { ...defaultView, filter: { ...filter, upto: null } };
  return formatView(asked) === formatView(all);
}
