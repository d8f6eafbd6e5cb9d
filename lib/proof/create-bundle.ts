/**
 * Guarantees: the files of a bundle, each in its one form, listed in a manifest that the
 * export key signs.
 * Does not: check what it is given; whoever exports verifies before and after. It keeps
 * everything in memory, so a large export writes the same files itself, in parts.
 * Implements docs/format.md, section 7.
 */
import { csvColumns, formatCsvEntry, formatCsvRow } from "./bundle-csv";
import { type BundleEntry, formatBundleEntry } from "./bundle-entry";
import {
  type BundleFiles,
  formatManifest,
  formatManifestNote,
  listFiles,
  type Manifest,
  manifestName,
  noteName,
} from "./bundle-manifest";
import {
  type BundleProof,
  formatBundleProof,
  formatHistory,
  type PastHead,
} from "./bundle-proof";
import { encodeText } from "./bytes";
import { type NoteSigner, signNote } from "./signed-note";
import { openEntry } from "./verify-entry";

export type BundleParts = {
  manifest: Omit<Manifest, "files">;
  entries: readonly BundleEntry[];
  proof: BundleProof;
  tlogProof: string;
  history: readonly PastHead[];
  readme: string;
};

/** createBundle returns the files of a bundle. Throws when an entry does not hold. */
export function createBundle(parts: BundleParts, signer: NoteSigner): BundleFiles {
  const { manifest, entries, proof, tlogProof, history, readme } = parts;
  const rows = entries.map((entry) => formatRow(entry, manifest.stream ?? manifest.org));
  const lines = entries.map((entry) => `${formatBundleEntry(entry)}\n`);
  const texts: [name: string, text: string][] = [
    ["README.txt", readme],
    ["entries.csv", [formatCsvRow(csvColumns), ...rows].join("")],
    ["entries.jsonl", lines.join("")],
    ["epoch.tlog-proof", tlogProof],
    ["history.json", formatHistory(history, manifest.kind)],
    ["proof.json", formatBundleProof(proof)],
  ];
  const files = new Map(texts.map(([name, text]) => [name, encodeText(text)]));
  return signBundle(files, manifest, signer);
}

/** signBundle adds the manifest that lists the files given, and its signature. */
export function signBundle(
  files: BundleFiles,
  manifest: Omit<Manifest, "files">,
  signer: NoteSigner,
): BundleFiles {
  const listed = encodeText(formatManifest({ ...manifest, files: listFiles(files) }));
  const note = signNote(formatManifestNote(manifest.origin, listed), [signer]);
  return new Map([[manifestName, listed], [noteName, encodeText(note)], ...files]);
}

/** formatRow writes an entry's row of entries.csv. Throws when the entry does not hold. */
export function formatRow(entry: BundleEntry, name: string): string {
  const opened = openEntry(entry, name);
  if (!opened.ok) throw new RangeError(`entry ${opened.at}: ${opened.why}`);
  return formatCsvEntry(entry, opened.values, opened.entryHash);
}
