import { mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { csvColumns, formatCsvEntry, formatCsvRow } from "@/lib/proof/bundle-csv";
import { type BundleEntry, formatBundleEntry } from "@/lib/proof/bundle-entry";
import {
  formatManifest,
  formatManifestNote,
  type ListedName,
  listedNames,
  type Manifest,
  manifestName,
  noteName,
} from "@/lib/proof/bundle-manifest";
import { ChainOrder } from "@/lib/proof/bundle-order";
import {
  type BundleProof,
  formatBundleProof,
  formatHistory,
  type PastHead,
} from "@/lib/proof/bundle-proof";
import { encodeText, isEqualBytes } from "@/lib/proof/bytes";
import { computeSetRoot, type DisclosedRange } from "@/lib/proof/set-proof";
import { type NoteSigner, signNote } from "@/lib/proof/signed-note";
import { openEntry } from "@/lib/proof/verify-entry";
import { type ArchivePart, partOfText, writeArchiveFile } from "./archive-file";
import { PartFile } from "./part-file";

export type BundleSource = {
  entries: AsyncIterable<BundleEntry>;
  /** Asked once all entries are known. */
  prove: (disclosed: DisclosedRange[]) => Promise<BundleProof>;
  describe: () => Omit<Manifest, "files">;
  history: readonly PastHead[];
  tlogProof: string;
  readme: (manifest: Omit<Manifest, "files">) => string;
  signer: NoteSigner;
  name: string;
};

export type WrittenBundle = {
  sha256: string;
  bytes: number;
  manifest: Manifest;
  /** Entries that were checked, and neighbours shown to follow one another. */
  checkedCount: number;
  linkCount: number;
};

/** An entry that does not hold is never exported: what was found, and where. */
export class BrokenLogError extends Error {
  override name = "BrokenLogError";

  constructor(
    readonly at: number | null,
    why: string,
  ) {
    super(at === null ? why : `entry #${at}: ${why}`);
  }
}

/**
 * Writes a bundle to a file, checking every entry on the way. The entries go to files
 * beside it first, because a zip says a file's size before its bytes.
 */
export async function writeBundle(
  path: string,
  source: BundleSource,
): Promise<WrittenBundle> {
  const folder = await mkdtemp(join(dirname(path), ".custody-export-"));
  const lines = await PartFile.create(join(folder, "entries.jsonl"));
  const rows = await PartFile.create(join(folder, "entries.csv"));
  try {
    return await writeWith(source, path, { lines, rows });
  } finally {
    await lines.abandon();
    await rows.abandon();
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeWith(
  source: BundleSource,
  path: string,
  { lines, rows }: { lines: PartFile; rows: PartFile },
): Promise<WrittenBundle> {
  const shown = await writeEntries(source, lines, rows);
  const proof = await source.prove(shown.disclosed);
  const manifest = source.describe();
  checkRoot(proof, shown.leaves, manifest);
  const parts = new Map<ListedName, ArchivePart>([
    ["entries.jsonl", { ...(await lines.close()), read: () => lines.read() }],
    ["entries.csv", { ...(await rows.close()), read: () => rows.read() }],
    ["README.txt", partOfText(source.readme(manifest))],
    ["epoch.tlog-proof", partOfText(source.tlogProof)],
    ["history.json", partOfText(formatHistory(source.history, manifest.kind))],
    ["proof.json", partOfText(formatBundleProof(proof))],
  ]);
  const written = await writeArchive(path, parts, { manifest, signer: source.signer });
  const checkedCount = shown.leaves.length;
  const linkCount = checkedCount - shown.disclosed.length;
  return { ...written, checkedCount, linkCount };
}

type Shown = { disclosed: DisclosedRange[]; leaves: Uint8Array[] };

async function writeEntries(
  { entries, name }: BundleSource,
  lines: PartFile,
  rows: PartFile,
): Promise<Shown> {
  const order = new ChainOrder();
  const leaves: Uint8Array[] = [];
  await rows.write(formatCsvRow(csvColumns));
  for await (const entry of entries) {
    const opened = openEntry(entry, name);
    if (!opened.ok) throw new BrokenLogError(opened.at, opened.why);
    const verdict = order.take(entry, opened);
    if (!verdict.ok) throw new BrokenLogError(verdict.at, verdict.why);
    leaves.push(opened.leafHash);
    await lines.write(`${formatBundleEntry(entry)}\n`);
    await rows.write(formatCsvEntry(entry, opened.values, opened.entryHash));
  }
  return { disclosed: order.disclosed, leaves };
}

/** What is written must lead to the signed root, or the database was changed since. */
function checkRoot(
  { size, disclosed, setProof }: BundleProof,
  leaves: readonly Uint8Array[],
  { root }: Omit<Manifest, "files">,
): void {
  let next = 0;
  const leafAt = () => leaves[next++];
  const computed = computeSetRoot({ size, disclosed, leafAt, proof: setProof });
  if (computed.ok && isEqualBytes(computed.root, root)) return;
  throw new BrokenLogError(null, "the entries do not lead to the sealed head");
}

async function writeArchive(
  path: string,
  parts: ReadonlyMap<ListedName, ArchivePart>,
  { manifest, signer }: { manifest: Omit<Manifest, "files">; signer: NoteSigner },
): Promise<Pick<WrittenBundle, "sha256" | "bytes" | "manifest">> {
  const files = listedNames.flatMap((name) => {
    const part = parts.get(name);
    return part ? [{ name, sha256: part.sha256, bytes: part.size }] : [];
  });
  const listed: Manifest = { ...manifest, files };
  const text = formatManifest(listed);
  const note = signNote(formatManifestNote(manifest.origin, encodeText(text)), [signer]);
  const all: [string, ArchivePart][] = [
    [manifestName, partOfText(text)],
    [noteName, partOfText(note)],
    ...listedNames.flatMap((name): [string, ArchivePart][] => {
      const part = parts.get(name);
      return part ? [[name, part]] : [];
    }),
  ];
  const written = await writeArchiveFile(path, all);
  return { ...written, manifest: listed };
}
