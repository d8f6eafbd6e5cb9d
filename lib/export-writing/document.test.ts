import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintExporterCtx } from "@/lib/access/mint";
import { takeExport } from "@/lib/export-progress/mutations";
import { writeExportsJob } from "@/lib/export-requests/jobs";
import { reachOf } from "@/lib/export-requests/model";
import { requestExport } from "@/lib/export-requests/mutations";
import { findExportRequest } from "@/lib/export-requests/queries";
import { writeFile } from "@/lib/export-writing/jobs";
import { locateFile } from "@/lib/exports/formats/export-place";
import type { TestDatabase } from "@/testing/database";
import { exportBytes, inWorker, makeExportFolder } from "@/testing/export-work";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { listActingNames, readPdfPages } from "@/testing/read-pdf";
import { appendEvents, ticketEvents } from "@/testing/test-sealer";

const folder = makeExportFolder();

let database: TestDatabase;
let northwind: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme", "bolt"]);
  await appendEvents(northwind, "acme", ticketEvents(40));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

const exportOf = (query: string, zone = "UTC") =>
  exportBytes(database, northwind.ctx, { query, format: "pdf", zone });

describe("a PDF of the log", () => {
  it("has a cover with what was asked and verified, and every entry with its changes", async () => {
    const { request, bytes } = await exportOf("range=all&id=3,4,5", "Europe/Berlin");
    const [cover = "", ...pages] = await readPdfPages(bytes());
    expect(cover).toContain("Audit log");
    expect(cover).toContain("northwind");
    expect(cover).toMatch(/Filter.*3.*4.*5/);
    expect(cover).toContain("Europe/Berlin");
    expect(cover).toMatch(/Entries 3\b/);
    expect(cover).toContain("All 3 entries were recomputed");
    expect(cover).toContain(request.id);
    expect(cover).toMatch(/Keys of the log \S+\+[0-9a-f]{8}\+/);
    const text = pages.join(" ");
    for (const number of [3, 4, 5]) {
      expect(text).toContain(`Ticket #${number} “Ticket ${number}”`);
    }
    expect(text).toMatch(/status\s+Open → Closed/);
    expect(text).toContain("Time (Europe/Berlin)");
    expect(request).toMatchObject({ doneCount: 3, verdict: { state: "holds" } });
  });

  it("of nothing says that there is nothing", async () => {
    const { bytes } = await exportOf("range=all&id=none");
    const text = (await readPdfPages(bytes())).join(" ");
    expect(text).toContain("No entry is of this filter and range.");
    expect(text).toContain("Page 2 of");
  });

  it("shows hostile texts as texts, and holds nothing that acts", async () => {
    const name = ") >> /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) \u202e\n";
    await appendEvents(northwind, "bolt", [
      {
        action: "ticket.created",
        target: { type: "ticket", id: "evil", name },
        changes: [{ path: "/title", before: "<</URI(http://evil.test)>>", after: name }],
      },
    ]);
    const { bytes } = await exportOf("range=all&id=evil");
    expect(await listActingNames(bytes())).toEqual([]);
    expect((await readPdfPages(bytes())).join(" ")).toContain("/S /JavaScript /JS");
  });

  it("marks an entry that a superuser changed, and its cover says how many", async () => {
    await appendEvents(northwind, "bolt", ticketEvents(3, 500));
    await database.admin.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`alter table custody.entries disable trigger user`;
      await tx`update custody.entries set fields[5] = '"Another ticket"'
        where organization_id = ${northwind.organizationId} and target_id = '501'`;
      await tx`alter table custody.entries enable always trigger entries_append_only`;
      await tx`alter table custody.entries enable always trigger entries_never_truncated`;
    });
    const { request, bytes } = await exportOf("range=all&id=500,501,502");
    const [cover = "", ...pages] = await readPdfPages(bytes());
    expect(cover).toContain("1 of 3 entries do not hold");
    expect(pages.join(" ").match(/ALTERED: /g)).toHaveLength(1);
    expect(request).toMatchObject({ alteredCount: 1, verdict: { state: "altered" } });
  });

  it("whose worker was killed is begun anew, and until then no file is offered", async () => {
    const { organizationId, ctx } = northwind;
    const wish = { query: "range=all", format: "pdf", zone: "UTC" };
    const { id } = await requestExport(ctx, wish);
    const taken = await inWorker(database, () => takeExport({ organizationId, id }));
    if (!taken) throw new Error("nothing to take");
    const path = locateFile(taken);
    const requireMine = async () => {
      throw new Killed();
    };
    const writing = { request: taken, path, requireMine, save: async () => {} };
    const exporter = mintExporterCtx(reachOf(taken));
    await inWorker(database, () =>
      expect(writeFile(exporter, writing)).rejects.toThrow(Killed),
    );
    expect(existsSync(path)).toBe(false);
    await database.admin`update custody.export_requests
      set leased_until = clock_timestamp() - interval '1 second' where id = ${id}`;
    await inWorker(database, writeExportsJob);
    const request = await findExportRequest(ctx, id);
    expect(request).toMatchObject({ state: "done", attemptCount: 2 });
    const names = readdirSync(join(folder, "exports"));
    expect(names.filter((one) => one.includes(id))).toEqual([`custody-${id}.pdf`]);
  });

  it("in a zone that there is not is refused", async () => {
    const wish = { query: "range=all", format: "pdf", zone: "Mars/Olympus" };
    await expect(requestExport(northwind.ctx, wish)).rejects.toMatchObject({
      code: "input.invalid",
    });
  });
});

class Killed extends Error {}
