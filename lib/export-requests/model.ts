import { z } from "zod";
import type { ScopeFacts } from "@/lib/access/model";
import type { Filter } from "@/lib/entries/filter";
import type { Actor } from "@/lib/entries/model";
import { defaultView, formatView } from "@/lib/entries/view";

/** Of these a file can go on after a crash; `csv-raw` is what programs read. */
export const textFormats = ["csv", "csv-raw", "json", "ndjson"] as const;
export type TextFormat = (typeof textFormats)[number];

/** These are begun anew. */
export const sinkFormats = ["pdf", "parquet"] as const;
export type SinkFormat = (typeof sinkFormats)[number];

/** Each is written by a format of lib/exports/formats. */
export const exportFormats = [...textFormats, ...sinkFormats, "bundle"] as const;
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
  pdf: {
    name: "PDF",
    says: "For reading: a cover with what was asked and verified, then a table with what changed.",
  },
  parquet: {
    name: "Parquet",
    says: "Typed columns for analysis; what was asked and verified is in the file's own metadata.",
  },
  bundle: {
    name: "Evidence bundle",
    says: "With the proof that every entry is in the signed log, unchanged, and nothing newer was hidden. Anyone can check it at /verify or offline.",
  },
};

/** Nobody reads a document of more; the other formats have no end. */
export const pdfRowsMax = 100_000;

export function isTextFormat(format: ExportFormat): format is TextFormat {
  return textFormats.some((one) => one === format);
}

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
  zone: string;
  withManifest: boolean;
  scheduleId: string | null;
  sharedWith: string[];
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

/** One of any organization's. */
export type DueExport = { organizationId: string; id: string };

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
  pdf: "pdf",
  parquet: "parquet",
  bundle: "zip",
};

const contentTypes: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8",
  "csv-raw": "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  ndjson: "application/x-ndjson; charset=utf-8",
  pdf: "application/pdf",
  parquet: "application/vnd.apache.parquet",
  bundle: "application/zip",
};

/** Who asked, for people. */
export function nameActor({ name, email }: Actor): string {
  return name ?? email ?? "Custody";
}

type Named = Pick<ExportRequest, "id" | "format" | "withManifest">;

/** Nothing a person typed is in it. */
export function nameFile({ id, format, withManifest }: Named): string {
  return `custody-${id}.${withManifest ? "zip" : fileEndings[format]}`;
}

/** In a zip, beside its manifest. */
export function nameEntriesFile({ format }: Pick<ExportRequest, "format">): string {
  return `entries.${fileEndings[format]}`;
}

export function contentTypeOf({ format, withManifest }: Omit<Named, "id">): string {
  return withManifest ? "application/zip" : contentTypes[format];
}

/** What programs see of a request. */
export function describeForApi(request: ExportRequest) {
  const { id, state, format, query, rowCount, doneCount, verdict, sha256 } = request;
  const isDone = state === "done";
  return {
    id,
    state,
    format,
    manifest: request.withManifest,
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
