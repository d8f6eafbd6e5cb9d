/**
 * Guarantees: what a bundle says of itself has one text, with every member known and in
 * its place, and names every other file by its hash (docs/format.md, section 7).
 * Does not: make any of it true. A verifier recomputes the claims, and takes keys and
 * quorum from its own policy, never from here.
 */
import { formatHex, parseHex } from "./bytes";
import { formatCanonical } from "./canonical";
import {
  decodeText,
  parseCanonical,
  requireCount,
  requireList,
  requireMembers,
  requireText,
} from "./canonical-text";
import { isInstant } from "./chain";
import { FormatError } from "./format-error";
import { hashLength, sha256 } from "./hash";
import { isJsonObject, type JsonObject, type JsonValue } from "./json-value";
import { parseOrganizationName, parseStreamName } from "./names";

export const bundleFormat = "custody-bundle/v1";
export const manifestName = "manifest.json";
export const noteName = "manifest.note";
/** Every file that the manifest lists, in its order. */
export const listedNames = [
  "README.txt",
  "entries.csv",
  "entries.jsonl",
  "epoch.tlog-proof",
  "history.json",
  "proof.json",
] as const;
export type ListedName = (typeof listedNames)[number];

export const bundleKinds = ["client", "organization"] as const;
export type BundleKind = (typeof bundleKinds)[number];
export const bundleClaims = ["AUTHENTIC", "COMPLETE", "NEWEST"] as const;
export type BundleClaim = (typeof bundleClaims)[number];

export type FileRecord = { name: ListedName; sha256: Uint8Array; bytes: number };

export type Manifest = {
  kind: BundleKind;
  origin: string;
  org: string;
  stream: string | null;
  /** The canonical URL query the entries were selected by. */
  filter: string | null;
  fromIndex: number;
  /** Exclusive. */
  toIndex: number;
  fromTime: string | null;
  toTime: string | null;
  treeSize: number;
  root: Uint8Array;
  entryCount: number;
  claims: BundleClaim[];
  createdAt: string;
  /** A demo organization's clock was its loader's. */
  isDemo: boolean;
  files: FileRecord[];
};

const memberNames = [
  "claims",
  "created_at",
  "entry_count",
  "files",
  "filter",
  "format",
  "from_index",
  "from_time",
  "kind",
  "org",
  "origin",
  "root",
  "stream",
  "to_index",
  "to_time",
  "tree_size",
];

export type BundleFiles = ReadonlyMap<string, Uint8Array>;

const noBytes = new Uint8Array(0);

/** bytesOf returns a file of a bundle; one that is not there reads as empty. */
export function bytesOf(files: BundleFiles, name: string): Uint8Array {
  return files.get(name) ?? noBytes;
}

/** textOf returns the text of a file of a bundle. Throws FormatError. */
export function textOf(files: BundleFiles, name: string): string {
  return decodeText(bytesOf(files, name));
}

/** formatManifest writes manifest.json. */
export function formatManifest(manifest: Manifest): string {
  const value: JsonObject = {
    format: bundleFormat,
    kind: manifest.kind,
    origin: manifest.origin,
    org: manifest.org,
    stream: manifest.stream,
    filter: manifest.filter,
    from_index: manifest.fromIndex,
    to_index: manifest.toIndex,
    from_time: manifest.fromTime,
    to_time: manifest.toTime,
    tree_size: manifest.treeSize,
    root: formatHex(manifest.root),
    entry_count: manifest.entryCount,
    claims: [...manifest.claims],
    created_at: manifest.createdAt,
    files: manifest.files.map(({ name, sha256: digest, bytes }) => ({
      name,
      sha256: formatHex(digest),
      bytes,
    })),
  };
  if (manifest.isDemo) value.demo = true;
  return formatCanonical(value);
}

/** parseManifest reads what formatManifest writes. Throws FormatError. */
export function parseManifest(bytes: Uint8Array): Manifest {
  const value = parseCanonical(decodeText(bytes));
  const isDemo = isJsonObject(value) && value.demo === true;
  const names = isDemo ? [...memberNames, "demo"] : memberNames;
  const members = requireMembers(value, names);
  if (members.format !== bundleFormat) throw new FormatError("not a custody-bundle/v1");
  const kind = bundleKinds.find((one) => one === members.kind);
  if (kind === undefined) throw new FormatError("the kind of bundle is not known");
  const fromIndex = requireCount(members.from_index, "from_index");
  const toIndex = requireCount(members.to_index, "to_index");
  const treeSize = requireCount(members.tree_size, "tree_size");
  if (fromIndex > toIndex || toIndex > treeSize) {
    throw new FormatError("from_index, to_index and tree_size do not fit together");
  }
  return {
    ...parseNames(kind, members),
    filter: members.filter === null ? null : requireText(members.filter, "filter"),
    fromIndex,
    toIndex,
    fromTime: parseTime(members.from_time, "from_time"),
    toTime: parseTime(members.to_time, "to_time"),
    treeSize,
    root: parseDigest(members.root),
    entryCount: requireCount(members.entry_count, "entry_count"),
    claims: parseClaims(members.claims),
    createdAt: parseTime(members.created_at, "created_at") ?? missingTime(),
    isDemo,
    files: parseFiles(members.files),
  };
}

/** formatManifestNote writes the text that the export key signs. */
export function formatManifestNote(origin: string, manifest: Uint8Array): string {
  return `custody/bundle/v1\n${origin}\n${formatHex(sha256(manifest))}\n`;
}

/** listFiles describes a bundle's files as its manifest does. */
export function listFiles(files: BundleFiles): FileRecord[] {
  return listedNames.map((name) => {
    const bytes = bytesOf(files, name);
    return { name, sha256: sha256(bytes), bytes: bytes.length };
  });
}

function parseNames(kind: BundleKind, { origin, org, stream }: JsonObject) {
  const names = {
    kind,
    origin: requireText(origin, "origin"),
    org: requireText(org, "org"),
    stream: stream === null ? null : requireText(stream, "stream"),
  };
  const isInOrigin = parseOrganizationName(names.org).origin === names.origin;
  const isStream =
    names.stream !== null && parseStreamName(names.stream).organization === names.org;
  if (!isInOrigin || isStream !== (kind === "client")) {
    throw new FormatError("origin, org and stream do not fit together");
  }
  return names;
}

function parseClaims(value: JsonValue | undefined): BundleClaim[] {
  const given = requireList(value, "claims");
  const claims = bundleClaims.filter((claim) => given.includes(claim));
  if (claims.join() !== given.join()) throw new FormatError("a claim is not known");
  return claims;
}

function parseFiles(value: JsonValue | undefined): FileRecord[] {
  const given = requireList(value, "files");
  if (given.length !== listedNames.length) {
    throw new FormatError("the manifest does not list the files of a bundle");
  }
  return listedNames.map((name, at) => {
    const members = requireMembers(given[at], ["bytes", "name", "sha256"]);
    if (members.name !== name)
      throw new FormatError(`the manifest does not list ${name}`);
    const bytes = requireCount(members.bytes, "bytes");
    return { name, sha256: parseDigest(members.sha256), bytes };
  });
}

function parseTime(value: JsonValue | undefined, what: string): string | null {
  if (value === null) return null;
  const time = requireText(value, what);
  if (!isInstant(time)) throw new FormatError(`${what} is not a time in microseconds`);
  return time;
}

function missingTime(): never {
  throw new FormatError("created_at is missing");
}

function parseDigest(value: JsonValue | undefined): Uint8Array {
  const digest = parseHex(requireText(value, "a hash"));
  if (digest.length !== hashLength) throw new FormatError("a hash has another length");
  return digest;
}
