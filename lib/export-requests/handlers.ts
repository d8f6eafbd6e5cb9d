import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { sessionRoute } from "@/lib/access/handlers";
import type { Ctx } from "@/lib/access/model";
import { requireProofFor } from "@/lib/access/proof";
import { apiRoute } from "@/lib/access/wrap";
import { locateFile } from "@/lib/exports/formats/export-place";
import { parseExportQuery } from "@/lib/exports/model";
import { handleStaffForm } from "@/lib/forms/handlers";
import { describeIssue } from "@/lib/forms/issues";
import { readBody } from "@/lib/kit/body";
import { AppError } from "@/lib/kit/errors";
import { listFieldErrors } from "@/lib/runtime/mutation";
import {
  contentTypeOf,
  describeForApi,
  type ExportRequest,
  exportFormats,
  isActive,
  isEverything,
  nameFile,
} from "./model";
import { cancelExport, recordDownload, requestExport, retryExport } from "./mutations";
import { findExportRequest } from "./queries";

const page = "/exports";
export const exportForm = "export";

/** What is small is there when its page is. */
const atOnceMax = 10_000;
const waitMsMax = 5_000;
const askEveryMs = 150;

async function waitUntilDone(ctx: Ctx, id: string): Promise<boolean> {
  const endMs = Date.now() + waitMsMax;
  while (Date.now() < endMs) {
    const found = await findExportRequest(ctx, id);
    if (found === null || !isActive(found)) return found?.state === "done";
    await pause(askEveryMs);
  }
  return false;
}

/** The whole log in one file needs a fresh proof of who asks. */
export const handleRequestExport = handleStaffForm(
  {
    form: exportForm,
    page: ({ field }) => `${page}/new?${field("query")}`,
    fields: ["format", "query", "zone", "withManifest"],
  },
  async ({ ctx, field, isChecked }) => {
    const query = field("query");
    const parsed = parseExportQuery(query);
    const isWhole = parsed.ok && isEverything(parsed.value.filter);
    if (isWhole && ctx.scope.own === null) requireProofFor(ctx, "log:export");
    const format = field("format");
    const withManifest = isChecked("withManifest");
    const wish = { format, query, zone: field("zone"), withManifest };
    const { id, rowCount } = await requestExport(ctx, wish);
    const isReady = rowCount <= atOnceMax && (await waitUntilDone(ctx, id));
    const state = isReady ? "ready" : "under way";
    return { to: page, notice: `The export is ${state}; it is in the log.` };
  },
);

export const handleCancelExport = handleStaffForm(
  { page, fields: [] },
  async ({ ctx, params }) => {
    await cancelExport(ctx, { id: params.id ?? "" });
    return { to: page, notice: "Export cancelled; nothing of it is kept." };
  },
);

export const handleRetryExport = handleStaffForm(
  { page, fields: [] },
  async ({ ctx, params }) => {
    await retryExport(ctx, { id: params.id ?? "" });
    return { to: page, notice: "The export is tried again." };
  },
);

export const handleDownload = sessionRoute(
  "log:export",
  "/exports/{id}/file",
  (ctx, _request, { id = "" }) => answerFile(ctx, id),
);

export const handleApiDownload = apiRoute(
  "log:export",
  "/api/v1/exports/{id}/download",
  (ctx, _request, { id = "" }) => answerFile(ctx, id),
);

const bodyBytesMax = 16_384;
const asked = z.strictObject({
  format: z.enum(exportFormats),
  query: z.string().max(4096).default("range=all"),
  zone: z.string().max(64).default("UTC"),
  manifest: z.boolean().default(false),
});

export const handleApiRequest = apiRoute(
  "log:export",
  "/api/v1/exports",
  async (ctx, request) => {
    const bytes = await readBody(request, bodyBytesMax);
    const parsed = asked.safeParse(parseJson(bytes), { error: describeIssue });
    if (!parsed.success) {
      throw new AppError("input.invalid", { errors: listFieldErrors(parsed.error) });
    }
    const { manifest: withManifest, ...wish } = parsed.data;
    const made = await requestExport(ctx, { ...wish, withManifest });
    return Response.json(describeForApi(made), {
      status: 202,
      headers: { location: `/api/v1/exports/${made.id}` },
    });
  },
);

export const handleApiState = apiRoute(
  "log:export",
  "/api/v1/exports/{id}",
  async (ctx, _request, { id = "" }) => {
    const found = await findExportRequest(ctx, id);
    if (found) return Response.json(describeForApi(found));
    throw new AppError("resource.not_found", { detail: `No export "${id}".` });
  },
);

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError("request.malformed", { cause });
  }
}

/** An unknown id is not found, whatever its shape: an id says nothing about others'. */
export async function answerFile(
  ctx: Ctx,
  id: string,
  record = recordDownload,
): Promise<Response> {
  if (!(await findExportRequest(ctx, id))) {
    throw new AppError("resource.not_found", { detail: `No export "${id}".` });
  }
  const request = await record(ctx, { id });
  const path = locateFile(request);
  await access(path).catch((cause: unknown) => {
    throw new AppError("export.expired", { cause });
  });
  const body = Readable.toWeb(createReadStream(path)) as ReadableStream;
  return new Response(body, { headers: describeFile(request) });
}

function describeFile(request: ExportRequest): HeadersInit {
  return {
    "content-type": contentTypeOf(request),
    "content-length": String(request.writtenBytes),
    "content-disposition": `attachment; filename="${nameFile(request)}"`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    ...(request.sha256 === null ? {} : { etag: `"${request.sha256}"` }),
  };
}
