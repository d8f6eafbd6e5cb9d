import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintExporterCtx } from "@/lib/access/mint";
import { takeExport } from "@/lib/export-progress/mutations";
import { writeExportsJob } from "@/lib/export-requests/jobs";
import { reachOf } from "@/lib/export-requests/model";
import { requestExport } from "@/lib/export-requests/mutations";
import { findExportRequest } from "@/lib/export-requests/queries";
import { writeFile } from "@/lib/export-writing/jobs";
import { locateFile } from "@/lib/exports/formats/export-place";
import { formatArchive, parseArchive } from "@/lib/proof/archive";
import { encodeText } from "@/lib/proof/bytes";
import { checkExportZip, isExportZip } from "@/lib/proof/export-manifest";
import { policyOfKeys } from "@/lib/proof/policy";
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
import { appendEvents, ticketEvents } from "@/testing/test-sealer";

const folder = makeExportFolder();
const signer = exportSignerOf(folder);
const policy = policyOfKeys([signer.key]);

let database: TestDatabase;
let northwind: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme"]);
  await appendEvents(northwind, "acme", ticketEvents(40));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

const exportOf = (format: "csv" | "ndjson" | "pdf" | "parquet", query: string) =>
  exportBytes(database, northwind.ctx, { query, format, withManifest: true });

describe("a zip of an export", () => {
  it("holds under the log's own keys, and lists its entries, manifest, note and README", async () => {
    for (const format of ["csv", "ndjson", "pdf", "parquet"] as const) {
      const { bytes, request } = await exportOf(format, "range=all&entity=ticket");
      const files = parseArchive(bytes());
      expect([...files.keys()]).toEqual([
        "manifest.json",
        "manifest.note",
        "README.txt",
        `entries.${format}`,
      ]);
      expect(Object.keys(unzipSync(bytes()))).toEqual([...files.keys()]);
      expect(isExportZip(files)).toBe(true);
      expect(checkExportZip(files, policy)).toMatchObject({
        ok: true,
        manifest: {
          export: request.id,
          count: 40,
          verification: { state: "holds", checked: 40 },
        },
      });
      expect(request.sha256).toHaveLength(64);
    }
  });

  it("holds the very rows of the file without one", async () => {
    const { bytes } = await exportOf("csv", "range=all&entity=ticket");
    const text = new TextDecoder().decode(parseArchive(bytes()).get("entries.csv"));
    const { data } = Papa.parse(text, { header: true, skipEmptyLines: true });
    expect(data).toHaveLength(40);
  });

  it("with one changed byte, another file or another's key does not hold", async () => {
    const { bytes } = await exportOf("ndjson", "range=all&entity=ticket");
    const files = parseArchive(bytes());
    for (const name of files.keys()) {
      const changed = new Map(files);
      const copy = Uint8Array.from(files.get(name) ?? []);
      copy[20] = (copy[20] ?? 0) ^ 1;
      changed.set(name, copy);
      expect(checkExportZip(changed, policy)).toMatchObject({ ok: false });
    }
    const more = new Map(files).set("evil.txt", encodeText("x"));
    expect(checkExportZip(more, policy)).toMatchObject({ ok: false, file: "evil.txt" });
    const none = policyOfKeys([]);
    expect(checkExportZip(files, none)).toMatchObject({ file: "manifest.note" });
  });

  it.each(["../evil", "/etc/passwd", "a/b", ".hidden", "a\\b"])(
    "is never written with a file called %s",
    (name) => {
      const bytes = encodeText("x");
      expect(() => formatArchive([{ name, bytes }])).toThrow(RangeError);
    },
  );

  it("whose worker was killed before it was whole leaves nothing that is offered", async () => {
    const { organizationId, ctx } = northwind;
    const wish = { query: "range=all", format: "csv", zone: "UTC", withManifest: true };
    const { id } = await requestExport(ctx, wish);
    const taken = await inWorker(database, () => takeExport({ organizationId, id }));
    if (!taken) throw new Error("nothing to take");
    const path = locateFile(taken);
    const requireMine = async () => {
      throw new Killed();
    };
    const writing = { request: taken, path, requireMine, save: async () => {} };
    await inWorker(database, () =>
      expect(writeFile(mintExporterCtx(reachOf(taken)), writing)).rejects.toThrow(Killed),
    );
    expect(existsSync(path)).toBe(false);
    await database.admin`update custody.export_requests
      set leased_until = clock_timestamp() - interval '1 second' where id = ${id}`;
    await inWorker(database, writeExportsJob);
    expect(await findExportRequest(ctx, id)).toMatchObject({ state: "done" });
    const names = readdirSync(join(folder, "exports"));
    expect(names.filter((one) => one.includes(id))).toEqual([`custody-${id}.zip`]);
  });
});

class Killed extends Error {}
