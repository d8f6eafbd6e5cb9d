import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintExporterCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { takeExport } from "@/lib/export-progress/mutations";
import { writeExportsJob } from "@/lib/export-requests/jobs";
import { type ExportRequest, reachOf } from "@/lib/export-requests/model";
import { requestExport } from "@/lib/export-requests/mutations";
import { findExportRequest } from "@/lib/export-requests/queries";
import { writeFile } from "@/lib/export-writing/jobs";
import { locateFile } from "@/lib/exports/formats/export-place";
import { type BundleVerdict, listClaims } from "@/lib/proof/bundle-verdict";
import { policyOfKeys } from "@/lib/proof/policy";
import { runToEnd, verifyArchive } from "@/lib/proof/verify-bundle";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import { actingAs } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  exportBytes,
  exportSignerOf,
  inWorker,
  makeExportFolder,
} from "@/testing/export-work";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import {
  appendEvents,
  makeFolder,
  openTestSealer,
  sealNew,
  testSigner,
  ticketEvents,
} from "@/testing/test-sealer";

const folder = makeExportFolder();
const policy = policyOfKeys([testSigner.key, exportSignerOf(folder).key]);

let database: TestDatabase;
let northwind: TestOrganization;
let sealer: Sealer;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme", "bolt"]);
  sealer = await openTestSealer(database, makeFolder("bundle-jobs"));
  await appendEvents(northwind, "acme", ticketEvents(40));
  await appendEvents(northwind, "bolt", ticketEvents(30, 100));
  await sealNew(sealer);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await closeSealer(sealer);
  await database.drop();
});

function exportOf(query: string, ctx: Ctx = northwind.ctx) {
  const wish = { query, format: "bundle" as const };
  return exportBytes(database, ctx, wish, () => sealNew(sealer));
}

const verify = (bytes: Uint8Array) => runToEnd(verifyArchive(bytes, policy));

function claimsOf(verdict: BundleVerdict): string[] {
  expect(verdict).toMatchObject({ ok: true });
  return verdict.ok ? listClaims(verdict.facts) : [];
}

describe("a bundle asked for as an export", () => {
  it("of the whole log verifies, is complete, and ends where it was asked for", async () => {
    const { request, bytes } = await exportOf("range=all");
    const claims = claimsOf(verify(bytes()));
    expect(claims).toContain(`COMPLETE (#0 to #${request.rowCount - 1})`);
    expect(request).toMatchObject({
      state: "done",
      doneCount: request.rowCount,
      verdict: { state: "holds", checkedCount: request.rowCount },
    });
    expect(request.verdict?.linkCount).toBe(request.rowCount - 1);
  });

  it("of one client is of its stream alone, without a gap", async () => {
    const { request, bytes } = await exportOf("range=all&client=acme");
    const verdict = verify(bytes());
    expect(claimsOf(verdict)).toContain(`COMPLETE (#0 to #${request.rowCount - 1})`);
    expect(request.doneCount).toBe(request.rowCount);
    expect(verdict).toMatchObject({
      facts: { kind: "client", entryCount: request.rowCount },
    });
    expect(Buffer.from(bytes()).toString("latin1")).not.toContain("Ticket 100");
  });

  it("of a filter shows what it selects and claims no more than that shows", async () => {
    const { bytes } = await exportOf("range=all&client=bolt&id=105,106");
    const verdict = verify(bytes());
    expect(verdict).toMatchObject({ facts: { entryCount: 2 } });
    expect(claimsOf(verdict).join()).not.toContain("COMPLETE");
  });

  it("is a technician's for a client of theirs, and refused for the log they read in part", async () => {
    const clientIds = [northwind.clients.bolt ?? ""];
    const technician = actingAs(northwind, "technician", { clientIds });
    const ask = (query: string) =>
      requestExport(technician, { query, format: "bundle", zone: "UTC" });
    for (const query of ["range=all", "range=all&client=acme"]) {
      await expect(ask(query)).rejects.toMatchObject({ code: "export.no_chain" });
    }
    const { bytes } = await exportOf("range=all&client=bolt", technician);
    expect(verify(bytes())).toMatchObject({ ok: true, facts: { kind: "client" } });
  });

  it("whose worker was killed is begun anew, and until then no file is offered", async () => {
    const wish = { query: "range=all", format: "bundle", zone: "UTC" };
    const { id } = await requestExport(northwind.ctx, wish);
    await sealNew(sealer);
    const due = { organizationId: northwind.organizationId, id };
    const taken = await inWorker(database, () => takeExport(due));
    if (!taken) throw new Error("nothing to take");
    const path = locateFile(taken);
    await inWorker(database, () => writeUntilKilled(taken, path));
    expect(existsSync(path)).toBe(false);
    expect(existsSync(`${path}.work`)).toBe(true);
    await database.admin`update custody.export_requests
      set leased_until = clock_timestamp() - interval '1 second' where id = ${id}`;
    await inWorker(database, writeExportsJob);
    const request = await findExportRequest(northwind.ctx, id);
    expect(request).toMatchObject({ state: "done", attemptCount: 2 });
    const names = readdirSync(join(folder, "exports"));
    expect(names.filter((name) => name.includes(id))).toEqual([`custody-${id}.zip`]);
  });

  it("of a log that does not hold is no evidence: it fails and says where", async () => {
    await database.admin.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`alter table custody.entries disable trigger user`;
      await tx`update custody.entries set fields[5] = '"Another ticket"'
        where client_id = ${northwind.clients.acme ?? ""} and sidx = 7`;
      await tx`alter table custody.entries enable always trigger entries_append_only`;
      await tx`alter table custody.entries enable always trigger entries_never_truncated`;
    });
    const { request, path } = await exportOf("range=all&client=acme");
    expect(request).toMatchObject({ state: "failed", attemptCount: 1 });
    expect(request.error).toMatch(/^The log does not hold: entry #7: /);
    expect(existsSync(path)).toBe(false);
  });
});

class Killed extends Error {}

async function writeUntilKilled(request: ExportRequest, path: string): Promise<void> {
  const requireMine = async () => {
    throw new Killed();
  };
  const writing = { request, path, requireMine, save: async () => {} };
  const ctx = mintExporterCtx(reachOf(request));
  await expect(writeFile(ctx, writing)).rejects.toThrow(Killed);
}
