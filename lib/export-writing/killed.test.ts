import { existsSync, readFileSync, rmSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import { parquetReadObjects } from "hyparquet";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeExportsJob } from "@/lib/export-requests/jobs";
import type { ExportFormat } from "@/lib/export-requests/model";
import { requestExport } from "@/lib/export-requests/mutations";
import { findExportRequest } from "@/lib/export-requests/queries";
import { locateFile } from "@/lib/exports/formats/export-place";
import { writePacksJob } from "@/lib/pack-writing/jobs";
import { locatePack } from "@/lib/packs/formats/pack-place";
import { createPack } from "@/lib/packs/mutations";
import { findPack } from "@/lib/packs/queries";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import { actingAs } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import { inWorker, makeExportFolder } from "@/testing/export-work";
import { kill, startKillable } from "@/testing/killable";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { clientReview } from "@/testing/pack-work";
import {
  appendEvents,
  makeFolder,
  openTestSealer,
  sealNew,
  ticketEvents,
} from "@/testing/test-sealer";

const folder = makeExportFolder();
const entryCount = 2_000;
/** The first kill meets a worker that has just begun, the next one a worker that is further. */
const kills = [0, 600];

let database: TestDatabase;
let northwind: TestOrganization;
let sealer: Sealer;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme"]);
  sealer = await openTestSealer(database, makeFolder("killed"));
  for (let from = 0; from < entryCount; from += 500) {
    await appendEvents(northwind, "acme", ticketEvents(500, from));
  }
  await sealNew(sealer);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await closeSealer(sealer);
  await database.drop();
});

type Table = "export_requests" | "evidence_packs";
type Row = { state: string; done: number };

async function readRow(table: Table, id: string): Promise<Row> {
  const [row] = await database.admin<Row[]>`
    select state, coalesce(done_count, 0)::int as done
    from custody.${database.admin(table)} where id = ${id}`;
  if (!row) throw new Error("the row is gone");
  return row;
}

/** Kills a worker once it is so far; whatever it held is free again at once. */
async function killAt(table: Table, id: string, doneAtLeast: number): Promise<void> {
  const child = startKillable(database, table === "evidence_packs" ? "packs" : "exports");
  for (;;) {
    const { state, done } = await readRow(table, id);
    if (state === "done" || (state === "running" && done >= doneAtLeast)) break;
  }
  await kill(child);
  await database.admin`update custody.${database.admin(table)}
    set leased_until = now() - interval '1 second'
    where id = ${id} and state = 'running'`;
}

const readCsv = (text: string) =>
  Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;

/** The places that a file holds, however it holds them. */
async function listPlaces(format: ExportFormat, bytes: Buffer): Promise<number[]> {
  if (format === "csv")
    return readCsv(bytes.toString("utf8")).map(({ idx }) => Number(idx));
  const rows = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
  return rows.map(({ idx }) => Number(idx));
}

describe("a worker killed with SIGKILL again and again", () => {
  it.each(["csv", "parquet"] as const)(
    "offers no half %s, and the export that is finished later holds each entry once",
    async (format) => {
      const query = "range=all&entity=ticket";
      const { id } = await requestExport(northwind.ctx, { zone: "UTC", query, format });
      for (const doneAtLeast of kills) {
        await killAt("export_requests", id, doneAtLeast);
        const request = await findExportRequest(northwind.ctx, id);
        if (!request) throw new Error("the request is gone");
        expect(existsSync(locateFile(request))).toBe(request.state === "done");
      }
      await inWorker(database, writeExportsJob);
      const request = await findExportRequest(northwind.ctx, id);
      if (!request) throw new Error("the request is gone");
      expect(request.state).toBe("done");
      const places = await listPlaces(format, readFileSync(locateFile(request)));
      expect(places).toHaveLength(entryCount);
      expect(new Set(places).size).toBe(entryCount);
    },
  );

  it("offers no half evidence pack, and the one that is finished later is whole", async () => {
    const auditor = actingAs(northwind, "auditor");
    const pack = await createPack(auditor, { choices: clientReview, zone: "UTC" });
    await sealNew(sealer);
    for (const doneAtLeast of kills) {
      await killAt("evidence_packs", pack.id, doneAtLeast);
      const { state } = await readRow("evidence_packs", pack.id);
      const known = await findPack(auditor.scope, pack.id);
      expect(existsSync(known ? locatePack(known) : "")).toBe(state === "done");
    }
    await inWorker(database, writePacksJob);
    const whole = await findPack(auditor.scope, pack.id);
    if (!whole) throw new Error("the pack is gone");
    expect(whole.state).toBe("done");
    const files = unzipSync(new Uint8Array(readFileSync(locatePack(whole))));
    const csv = strFromU8(files["01-everything.csv"] ?? new Uint8Array());
    const tickets = readCsv(csv).filter(
      ({ action }) => action === "ticket.status_changed",
    );
    expect(tickets).toHaveLength(entryCount);
  });
});
