/**
 * Guarantees: a bundle is exactly the files its manifest lists, each with the hash it
 * lists, and the manifest is the one the export key signed.
 * Does not: believe the manifest; every claim in it is recomputed (bundle-claims.ts).
 * Implements docs/format.md, section 7.
 */
import { bad, badProof, guardPart, type Part } from "./bundle-failure";
import {
  type BundleFiles,
  bytesOf,
  formatManifestNote,
  listedNames,
  type Manifest,
  manifestName,
  noteName,
  textOf,
} from "./bundle-manifest";
import { parseHistory } from "./bundle-proof";
import { formatHex, isEqualBytes } from "./bytes";
import { FormatError } from "./format-error";
import { sha256 } from "./hash";
import { parseOrganizationHead, parseStreamHead } from "./heads";
import { checkConsistency } from "./merkle";
import type { Policy } from "./policy";
import { checkNote, parseNote } from "./signed-note";
import type { VerifierKey } from "./verifier-key";
import type { ChainHead, SignedHead } from "./verify-bundle-signed";

/** checkFileNames tells whether a bundle has every file it must have, and no other. */
export function checkFileNames(files: BundleFiles): Part<null> {
  const names = [manifestName, noteName, ...listedNames];
  const missing = names.find((name) => !files.has(name));
  if (missing) return bad(missing, "a file", "nothing", "the file is missing");
  const extra = [...files.keys()].find((name) => !names.includes(name));
  if (extra)
    return bad(extra, "nothing", "a file", "the file does not belong in a bundle");
  return { ok: true, value: null };
}

/** exportKeysOf returns the keys of a policy that may sign a bundle of an origin. */
export function exportKeysOf({ logs }: Policy, origin: string): VerifierKey[] {
  return logs.filter(({ name }) => name === `${origin}/export`);
}

/** checkManifestNote tells whether the export key signed this very manifest. */
export function checkManifestNote(
  files: BundleFiles,
  { origin }: Manifest,
  keys: readonly VerifierKey[],
): Part<VerifierKey[]> {
  return guardPart(noteName, () => {
    const note = textOf(files, noteName);
    const { text, signatures } = parseNote(note);
    if (text !== formatManifestNote(origin, bytesOf(files, manifestName))) {
      const why = "the manifest is not the one that was signed";
      return bad(manifestName, "the hash in manifest.note", "another", why);
    }
    if (signatures.length !== 1) {
      const found = `${signatures.length} signatures`;
      return bad(noteName, "one signature", found, "the export key alone signs a bundle");
    }
    if (keys.length === 0) return { ok: true, value: [] };
    const verdict = checkNote(note, keys);
    return verdict.ok
      ? { ok: true, value: verdict.verified }
      : badProof(noteName, verdict);
  });
}

/** listChangedFiles returns the failure of each file that is not as the manifest says. */
export function listChangedFiles(files: BundleFiles, manifest: Manifest) {
  return manifest.files.flatMap(({ name, sha256: digest, bytes }) => {
    const found = bytesOf(files, name);
    if (found.length !== bytes) {
      const why = "the file has another length than the manifest says";
      return [bad(name, `${bytes} bytes`, `${found.length} bytes`, why)];
    }
    const computed = sha256(found);
    if (isEqualBytes(computed, digest)) return [];
    const why = "the file is not the one in the manifest";
    return [bad(name, formatHex(digest), formatHex(computed), why)];
  });
}

/** checkHistory tells whether the heads of earlier days are the past of the signed one. */
export function checkHistory(
  files: BundleFiles,
  manifest: Manifest,
  { head, epoch }: SignedHead,
): Part<number> {
  const file = "history.json";
  return guardPart(file, () => {
    const heads = parseHistory(bytesOf(files, file), manifest.kind);
    let [lastSize, lastEpoch] = [0, -1];
    for (const { epochIndex, head: text, consistency } of heads) {
      const past = parseChainHead(manifest, text);
      const isOrdered = epochIndex > lastEpoch && past.size >= lastSize;
      if (!isOrdered || epochIndex > epoch.index) {
        return bad(
          file,
          "heads in order",
          `epoch ${epochIndex}`,
          "a head is out of order",
        );
      }
      const verdict = checkConsistency({
        oldSize: past.size,
        oldRoot: past.root,
        newSize: head.size,
        newRoot: head.root,
        proof: consistency,
      });
      if (!verdict.ok) return badProof(file, verdict);
      [lastSize, lastEpoch] = [past.size, epochIndex];
    }
    return { ok: true, value: heads.length };
  });
}

function parseChainHead({ kind, stream, org }: Manifest, text: string): ChainHead {
  const head = kind === "client" ? parseStreamHead(text) : parseOrganizationHead(text);
  const name = "stream" in head ? head.stream : head.organization;
  if (name !== (stream ?? org)) throw new FormatError(`a head of ${name}`);
  return head;
}
