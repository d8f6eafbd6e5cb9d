import { join } from "node:path";
import { type ExportRequest, nameFile } from "@/lib/export-requests/model";

/** Files are kept on the worker's disk, which the web processes share. */
export function locateFile(
  request: Pick<ExportRequest, "id" | "format" | "withManifest">,
): string {
  return join(process.env.CUSTODY_DIR ?? ".custody", "exports", nameFile(request));
}
