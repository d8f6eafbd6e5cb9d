import type { WrittenFile } from "@/lib/export-bundles/jobs";
import { type ExportRequest, nameEntriesFile } from "@/lib/export-requests/model";
import {
  partOfFile,
  partOfText,
  writeArchiveFile,
} from "@/lib/exports/formats/archive-file";
import type { ExportAbout } from "@/lib/exports/row-format";
import { manifestName, noteName } from "@/lib/proof/bundle-manifest";
import { encodeText } from "@/lib/proof/bytes";
import { formatExportManifest, formatExportNote } from "@/lib/proof/export-manifest";
import type { JsonObject } from "@/lib/proof/json-value";
import { signNote } from "@/lib/proof/signed-note";
import { parseVerifierKey } from "@/lib/proof/verifier-key";
import { readExportSigner } from "@/lib/runtime/signing-key";
import { describeForReaders } from "./readme";

type Parts = { request: ExportRequest; about: ExportAbout; written: WrittenFile };

/** A zip of the entries, a manifest with their hash, and a note that signs it. */
export async function zipExport(
  path: string,
  entriesPath: string,
  { request, about, written }: Parts,
): Promise<{ sha256: string; bytes: number }> {
  const name = nameEntriesFile(request);
  const facts = describeFacts(request, about, written);
  const readme = partOfText(describeForReaders(name, about));
  const entries = await partOfFile(entriesPath);
  const listed = [
    { name: "README.txt", sha256: readme.sha256, bytes: readme.size },
    { name, sha256: entries.sha256, bytes: entries.size },
  ];
  const manifest = formatExportManifest(facts, listed);
  const origin = originOf(about);
  const note = signNote(formatExportNote(origin, encodeText(manifest)), [
    readExportSigner(origin),
  ]);
  return writeArchiveFile(path, [
    [manifestName, partOfText(manifest)],
    [noteName, partOfText(note)],
    ["README.txt", readme],
    [name, entries],
  ]);
}

function describeFacts(
  { id, query, rangeFrom, rangeTo, createdAt, format }: ExportRequest,
  { organization, isDemo, filter, range, zone, upto, madeBy, keys }: ExportAbout,
  { doneCount, alteredCount, verdict }: WrittenFile,
): JsonObject {
  const { state, checkedCount: checked, linkCount: links } = verdict;
  return {
    export: id,
    organization,
    demo: isDemo,
    made_by: madeBy,
    content: format,
    query,
    filter,
    range,
    from: rangeFrom,
    to: rangeTo,
    zone,
    upto,
    created_at: createdAt.toISOString(),
    count: doneCount,
    verification: { state, checked, links, altered: alteredCount },
    keys,
  };
}

/** The name of the log's key is its origin. */
function originOf({ keys }: ExportAbout): string {
  const [logKey = ""] = keys;
  return parseVerifierKey(logKey).name;
}
