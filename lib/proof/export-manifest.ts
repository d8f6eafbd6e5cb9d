/**
 * Guarantees: a zip of an export says by itself whether the file in it is the one that was
 * written: a manifest with its hash, and a note that the log's export key signs.
 * Does not: prove that an entry is in the log, or that none is missing; a bundle does
 * (docs/format.md, section 7). Keys come from the verifier's own policy, never from the zip.
 * Guarded by "with one changed byte, another file or another's key does not hold"
 * in zip.test.ts.
 */
import { manifestName, noteName } from "./bundle-manifest";
import { formatHex } from "./bytes";
import { formatCanonical } from "./canonical";
import { decodeText } from "./canonical-text";
import { FormatError } from "./format-error";
import { sha256 } from "./hash";
import { isJsonObject, type JsonObject } from "./json-value";
import type { Policy } from "./policy";
import { checkNote, parseNote } from "./signed-note";

export const exportFormat = "custody-export/v1";
export type ExportedFile = { name: string; sha256: Uint8Array; bytes: number };

/** formatExportManifest writes manifest.json: what was asked, and every other file. */
export function formatExportManifest(
  facts: JsonObject,
  files: readonly ExportedFile[],
): string {
  const listed = files.map(({ name, bytes, sha256: hash }) => {
    return { name, bytes, sha256: formatHex(hash) };
  });
  return formatCanonical({ ...facts, format: exportFormat, files: listed });
}

/** formatExportNote writes the text that the export key signs. */
export function formatExportNote(origin: string, manifest: Uint8Array): string {
  return `custody/export/v1\n${origin}\n${formatHex(sha256(manifest))}\n`;
}

const exporterSuffix = "/export";

export type ExportVerdict =
  | { ok: true; manifest: JsonObject; keys: string[] }
  | { ok: false; file: string; why: string };

/** isExportZip tells an export from a bundle by what its manifest calls itself. */
export function isExportZip(files: ReadonlyMap<string, Uint8Array>): boolean {
  return readManifest(files)?.format === exportFormat;
}

/** checkExportZip tells whether an export key of the policy signed exactly these files. */
export function checkExportZip(
  files: ReadonlyMap<string, Uint8Array>,
  { logs }: Policy,
): ExportVerdict {
  const exporters = logs.filter(({ name }) => name.endsWith(exporterSuffix));
  const manifest = readManifest(files);
  const bytes = files.get(manifestName);
  const note = files.get(noteName);
  if (manifest === null || bytes === undefined || note === undefined) {
    return { ok: false, file: manifestName, why: "this is no export with a manifest" };
  }
  const signed = checkNote(readText(note), exporters);
  if (!signed.ok) return { ok: false, file: noteName, why: signed.why };
  const [exporter = ""] = signed.verified.map(({ name }) => name);
  const origin = exporter.slice(0, -exporterSuffix.length);
  if (parseNote(readText(note)).text !== formatExportNote(origin, bytes)) {
    return { ok: false, file: manifestName, why: "it is not the one that was signed" };
  }
  const changed = findChanged(files, manifest);
  if (changed !== null) return { ok: false, ...changed };
  const keys = signed.verified.map(({ name, keyId }) => `${name}+${keyId}`);
  return { ok: true, manifest, keys };
}

function findChanged(
  files: ReadonlyMap<string, Uint8Array>,
  { files: listed }: JsonObject,
): { file: string; why: string } | null {
  const rows = Array.isArray(listed) ? listed.filter((row) => isJsonObject(row)) : [];
  const names = [manifestName, noteName, ...rows.map(({ name }) => String(name))];
  const extra = [...files.keys()].find((name) => !names.includes(name));
  if (extra !== undefined) return { file: extra, why: "the manifest does not list it" };
  for (const { name, sha256: hash } of rows) {
    const bytes = files.get(String(name));
    if (bytes === undefined) return { file: String(name), why: "the file is missing" };
    if (formatHex(sha256(bytes)) !== hash) {
      return { file: String(name), why: "it is not the file that was written" };
    }
  }
  return null;
}

function readManifest(files: ReadonlyMap<string, Uint8Array>): JsonObject | null {
  try {
    const value = JSON.parse(readText(files.get(manifestName)));
    return isJsonObject(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What is no text reads as none. */
function readText(bytes: Uint8Array | undefined): string {
  try {
    return bytes === undefined ? "" : decodeText(bytes);
  } catch (error) {
    if (error instanceof FormatError) return "";
    throw error;
  }
}
