import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase, configureDatabase } from "@/db/client";
import type { Ctx } from "@/lib/access/model";
import { writeExportsJob } from "@/lib/export-requests/jobs";
import type { ExportFormat } from "@/lib/export-requests/model";
import { requestExport } from "@/lib/export-requests/mutations";
import { findExportRequest } from "@/lib/export-requests/queries";
import { locateFile } from "@/lib/exports/formats/export-place";
import { createSigner } from "@/lib/proof/signed-note";
import { readSeed } from "@/lib/runtime/signing-key";
import { testOrigin } from "@/testing/cluster";
import type { TestDatabase } from "@/testing/database";

/** A folder of an installation, with the key that its exports are signed with. */
export function makeExportFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "custody-exports-"));
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  writeFileSync(join(folder, "export-key.pem"), pem);
  process.env.CUSTODY_DIR = folder;
  return folder;
}

export function exportSignerOf(folder: string) {
  return createSigner(`${testOrigin}/export`, readSeed(join(folder, "export-key.pem")));
}

/** Acts with the worker's login, which sees the requests of every organization. */
export async function inWorker<T>(
  database: TestDatabase,
  act: () => Promise<T>,
): Promise<T> {
  await closeDatabase();
  configureDatabase(database.url("worker"));
  try {
    return await act();
  } finally {
    await closeDatabase();
    configureDatabase(database.url("app"));
  }
}

type Asked = {
  query: string;
  format: ExportFormat;
  zone?: string;
  withManifest?: boolean;
};

/** Asks for an export, lets the worker write it, and reads the file. */
export async function exportBytes(
  database: TestDatabase,
  ctx: Ctx,
  wish: Asked,
  beforeWork: () => Promise<unknown> = async () => {},
) {
  const { id } = await requestExport(ctx, { zone: "UTC", ...wish });
  await beforeWork();
  await inWorker(database, writeExportsJob);
  const request = await findExportRequest(ctx, id);
  if (!request) throw new Error("the request is gone");
  const bytes = () => new Uint8Array(readFileSync(locateFile(request)));
  return { request, path: locateFile(request), bytes };
}
