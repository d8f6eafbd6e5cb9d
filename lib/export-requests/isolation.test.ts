import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, configureDatabase } from "@/db/client";
import { mintKeyCtx } from "@/lib/access/mint";
import { actorOf, type Ctx } from "@/lib/access/model";
import { locateFile } from "@/lib/exports/formats/export-place";
import { actingAs } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { appendEvents, ticketEvents } from "@/testing/test-sealer";
import { writeExportsJob } from "./jobs";
import type { ExportFormat } from "./model";
import { cancelExport, recordDownload, requestExport } from "./mutations";
import { findExportRequest, listExportRequests } from "./queries";

const folder = mkdtempSync(join(tmpdir(), "custody-exports-"));
const context = { ip: null, user_agent: null, session_id: null, request_id: null };

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

const ask = (query: string, format: ExportFormat, ctx: Ctx) =>
  requestExport(ctx, { format, query, zone: "UTC" });

async function exportOf(query: string, format: ExportFormat, ctx: Ctx) {
  const { id } = await ask(query, format, ctx);
  await closeDatabase();
  configureDatabase(database.url("worker"));
  await writeExportsJob();
  await closeDatabase();
  configureDatabase(database.url("app"));
  const request = await findExportRequest(ctx, id);
  if (!request) throw new Error("the request is gone");
  return { text: readFileSync(locateFile(request), "utf8") };
}

describe("an export of a technician", () => {
  it("holds their own actions and their assigned clients' entries, nothing else", async () => {
    const clientIds = [northwind.clients.bolt ?? ""];
    const technician = actingAs(northwind, "technician", { clientIds });
    const { text } = await exportOf("range=all", "ndjson", technician);
    const entries = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { id } = actorOf(technician.principal);
    const others = entries.filter(
      ({ client, actor }) => client !== "bolt" && actor.id !== id,
    );
    expect(entries.length).toBeGreaterThan(30);
    expect(others).toEqual([]);
  });

  it("without any client holds their own actions alone", async () => {
    const technician = actingAs(northwind, "technician", { clientIds: [] });
    await ask("range=all", "ndjson", technician);
    const { text } = await exportOf("range=all", "ndjson", technician);
    const actions = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).action);
    expect(actions).toEqual(["export.requested"]);
  });
});

describe("an export of a key of one client", () => {
  const keyOf = (organization: TestOrganization, client: string | null, id = "k1"): Ctx =>
    mintKeyCtx(
      {
        organizationId: organization.organizationId,
        id,
        name: "exporter",
        scopes: ["audit:export"],
        clientId: client === null ? null : (organization.clients[client] ?? null),
      },
      context,
    );

  it("holds that client's entries alone, and no position of the whole log", async () => {
    const { text } = await exportOf("range=all", "ndjson", keyOf(northwind, "acme"));
    const entries = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(new Set(entries.map(({ client }) => client))).toEqual(new Set(["acme"]));
    for (const name of ["idx", "org_hash", "org_prev_hash"]) {
      expect(entries.filter((entry) => name in entry)).toEqual([]);
    }
    const { text: csv } = await exportOf("range=all", "csv", keyOf(northwind, "acme"));
    expect(csv.split("\r\n")[0]).not.toContain("org_");
  });

  it("is not there for another key, another client or another organization", async () => {
    const { id } = await ask("range=all", "json", keyOf(northwind, "acme"));
    const other = await makeOrganization("contoso", ["acme"]);
    for (const ctx of [
      keyOf(northwind, "acme", "k2"),
      keyOf(northwind, "bolt"),
      keyOf(other, null),
      other.ctx,
    ]) {
      expect(await findExportRequest(ctx, id)).toBeNull();
      expect((await listExportRequests(ctx)).map((one) => one.id)).not.toContain(id);
      await expect(cancelExport(ctx, { id })).rejects.toMatchObject({
        code: "resource.not_found",
      });
      await expect(recordDownload(ctx, { id })).rejects.toMatchObject({
        code: "resource.not_found",
      });
    }
  });
});
