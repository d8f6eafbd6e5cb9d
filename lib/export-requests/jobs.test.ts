import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, configureDatabase } from "@/db/client";
import { mintExporterCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import type { Entry } from "@/lib/entries/model";
import { findLogEnds, listPage } from "@/lib/entries/queries";
import { saveProgress, takeExport } from "@/lib/export-progress/mutations";
import { createChecker, type RowsState, writeRows } from "@/lib/export-rows/jobs";
import { locateFile } from "@/lib/exports/formats/export-place";
import { RowsFile } from "@/lib/exports/formats/rows-file";
import { parseExportQuery } from "@/lib/exports/model";
import { encodeText } from "@/lib/proof/bytes";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { appendEvents, ticketEvents } from "@/testing/test-sealer";
import { removeExportsJob, writeExportsJob } from "./jobs";
import { type ExportFormat, type ExportRequest, reachOf } from "./model";
import { cancelExport, recordDownload, requestExport } from "./mutations";
import { findExportRequest } from "./queries";

const folder = mkdtempSync(join(tmpdir(), "custody-exports-"));

let database: TestDatabase;
let northwind: TestOrganization;

beforeAll(async () => {
  process.env.CUSTODY_DIR = folder;
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme", "bolt"]);
  await appendEvents(northwind, "acme", ticketEvents(40));
  await appendEvents(northwind, "bolt", ticketEvents(30, 100));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

/** The worker's turn: its own login, which sees the requests of every organization. */
async function work(): Promise<void> {
  await closeDatabase();
  configureDatabase(database.url("worker"));
  await writeExportsJob();
  await closeDatabase();
  configureDatabase(database.url("app"));
}

const ask = (query: string, format: ExportFormat = "json", ctx: Ctx = northwind.ctx) =>
  requestExport(ctx, { format, query, zone: "UTC" });

async function exportOf(query: string, format: ExportFormat = "json", ctx?: Ctx) {
  const { id } = await ask(query, format, ctx);
  await work();
  const request = await findExportRequest(ctx ?? northwind.ctx, id);
  if (!request) throw new Error("the request is gone");
  return { request, text: readFileSync(locateFile(request), "utf8") };
}

type Document = { data: (Entry & { verification: string })[]; total: number };

async function listAll(query: string): Promise<Entry[]> {
  const parsed = parseExportQuery(query);
  if (!parsed.ok) throw new Error("the query is refused");
  const selection = { filter: parsed.value.filter, range: { from: null, to: null } };
  const page = { limit: 1000, order: "asc", cursor: null, offset: 0 } as const;
  return (await listPage(northwind.ctx.scope, selection, page)).entries;
}

const findHead = async () => (await findLogEnds(northwind.ctx.scope)).head;

describe("an export", () => {
  it("holds exactly what its filter shows, and nothing that came later", async () => {
    const query = "range=all&entity=ticket&client=acme";
    const shown = await listAll(query);
    const { id } = await ask(query);
    await appendEvents(northwind, "acme", ticketEvents(3, 900));
    await work();
    const request = await findExportRequest(northwind.ctx, id);
    expect(request).toMatchObject({ state: "done", rowCount: 40, doneCount: 40 });
    const file = locateFile(request as ExportRequest);
    const { data, total } = JSON.parse(readFileSync(file, "utf8")) as Document;
    expect(total).toBe(40);
    expect(data.map(({ verification, ...entry }) => entry)).toEqual(shown);
    expect(new Set(data.map(({ verification }) => verification))).toEqual(
      new Set(["holds"]),
    );
  });

  it("is in the log twice: when it was asked for, and with the hash of its file", async () => {
    const { request } = await exportOf("range=all&client=bolt", "ndjson");
    const [asked, completed] = (await listAll("range=all&entity=export"))
      .filter(({ target }) => target?.id === request.id)
      .slice(-2);
    expect(asked?.action).toBe("export.requested");
    expect(completed).toMatchObject({
      action: "export.completed",
      actor: { name: "Command line" },
      metadata: {
        sha256: request.sha256,
        count: request.doneCount,
        bytes: request.writtenBytes,
        verification: { state: "holds", checked: request.doneCount },
      },
    });
  });

  it("as NDJSON and as raw CSV has every value as it was recorded", async () => {
    const name = '=cmd|" /C calc"!A0,\r\n\ttwo "lines"';
    await appendEvents(northwind, "acme", [
      { action: "ticket.created", target: { type: "ticket", id: "odd", name } },
    ]);
    const query = "range=all&id=odd";
    const lines = (await exportOf(query, "ndjson")).text.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).target.name)).toEqual([name]);
    const raw = Papa.parse<Record<string, string>>(
      (await exportOf(query, "csv-raw")).text,
      { header: true, skipEmptyLines: true },
    );
    expect(raw.errors).toEqual([]);
    expect(raw.data.map((row) => row.target_name)).toEqual([name]);
  });

  it("marks an entry that a superuser changed, and says so of the whole", async () => {
    const before = await findHead();
    await appendEvents(northwind, "bolt", ticketEvents(3, 500));
    await database.admin.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`alter table custody.entries disable trigger user`;
      await tx`update custody.entries set fields[5] = '"Another ticket"'
        where idx = ${before + 2} and organization_id = ${northwind.organizationId}`;
      await tx`alter table custody.entries enable always trigger entries_append_only`;
      await tx`alter table custody.entries enable always trigger entries_never_truncated`;
    });
    const { request, text } = await exportOf("range=all&id=500,501,502", "ndjson");
    const marks = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).verification);
    expect(marks).toEqual([
      "holds",
      "ALTERED: the content is not what was recorded",
      "holds",
    ]);
    expect(request.verdict).toMatchObject({
      state: "altered",
      altered: [{ position: before + 2 }],
    });
  });

  it("goes on after its worker was killed, and gives the very same file", async () => {
    await appendEvents(northwind, "acme", ticketEvents(2500, 10_000));
    await appendEvents(northwind, "bolt", ticketEvents(2500, 20_000));
    const query = `range=all&upto=${await findHead()}&entity=ticket&ip=203.0.113.7`;
    const { id } = await ask(query, "csv");
    const taken = await inWorker(() =>
      takeExport({ organizationId: northwind.organizationId, id }),
    );
    if (!taken) throw new Error("nothing to take");
    await inWorker(() => writeFirstPage(taken));
    await database.admin`update custody.export_requests
      set leased_until = clock_timestamp() - interval '1 second' where id = ${id}`;
    await work();
    const resumed = await findExportRequest(northwind.ctx, id);
    expect(resumed).toMatchObject({ state: "done", attemptCount: 2 });
    const whole = await exportOf(query, "csv");
    expect(resumed?.sha256).toBe(whole.request.sha256);
    expect(resumed?.verdict?.checkedCount).toBe(resumed?.rowCount);
  });

  it("that was cancelled leaves no file and is never finished", async () => {
    const { id } = await ask("range=all");
    await cancelExport(northwind.ctx, { id });
    await work();
    const request = await findExportRequest(northwind.ctx, id);
    expect(request).toMatchObject({ state: "cancelled", sha256: null });
    expect(readdirSync(join(folder, "exports")).join()).not.toContain(id);
  });

  it("is refused when a part of the address means nothing", async () => {
    await expect(ask("range=all&colour=red")).rejects.toMatchObject({
      code: "query.invalid",
      facts: { errors: [{ pointer: "?colour" }] },
    });
  });

  it("goes after some days, and its entries stay", async () => {
    const { request } = await exportOf("range=all&client=bolt");
    await database.admin`update custody.export_requests
      set expires_at = clock_timestamp() where id = ${request.id}`;
    await inWorker(removeExportsJob);
    const now = await findExportRequest(northwind.ctx, request.id);
    expect(now).toMatchObject({ state: "expired", sha256: request.sha256 });
    expect(() => readFileSync(locateFile(request))).toThrow(/ENOENT/);
    await expect(recordDownload(northwind.ctx, { id: request.id })).rejects.toMatchObject(
      { code: "export.expired" },
    );
  });
});

async function inWorker<T>(act: () => Promise<T>): Promise<T> {
  await closeDatabase();
  configureDatabase(database.url("worker"));
  try {
    return await act();
  } finally {
    await closeDatabase();
    configureDatabase(database.url("app"));
  }
}

class Killed extends Error {}

/** As the job does, up to the first page that is on the disk for good; then a bit more. */
async function writeFirstPage(request: ExportRequest): Promise<void> {
  const { scope } = mintExporterCtx(reachOf(request));
  const parsed = parseExportQuery(request.query);
  if (!parsed.ok) throw new Error("the query is refused");
  const file = await RowsFile.open(locateFile(request), 0);
  if (!file) throw new Error("no file");
  const { query } = request;
  const format = "csv" as const;
  const selection = { filter: parsed.value.filter, range: { from: null, to: null } };
  const wish = { scope, selection, query, format, createdAt: "" };
  const start = { doneCount: 0, position: null, checker: await createChecker(scope) };
  const save = async ({ doneCount, position, checker }: RowsState) => {
    const writtenBytes = await file.sync();
    const { alteredCount, checkedCount, linkCount } = checker;
    const verdict = { state: "holds", checkedCount, linkCount, altered: [] } as const;
    const progress = { doneCount, position, writtenBytes, alteredCount };
    await saveProgress(request, { ...progress, verdict: { ...verdict, altered: [] } });
    await file.write(encodeText("what the disk did not keep for good"));
    await file.close();
    throw new Killed();
  };
  await expect(writeRows(file, wish, start, save)).rejects.toThrow(Killed);
}
