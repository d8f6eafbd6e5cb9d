/**
 * Guarantees: "cannot be checked" is said only where the verifier has no key of the log at
 * all, and then names the keys it would need.
 * Does not: trust the names it reads; they only say what to ask for.
 */
import { type BundleFiles, type Manifest, textOf } from "./bundle-manifest";
import { FormatError } from "./format-error";
import type { Policy } from "./policy";
import { parseNote } from "./signed-note";
import { parseTlogProof } from "./tlog-proof";

/**
 * listNeededKeys returns the keys a verifier lacks: none where its policy knows the log
 * that the manifest names, or any that signed. A key of a known name that differs is a
 * failure, not a lack.
 */
export function listNeededKeys(
  files: BundleFiles,
  manifest: Manifest,
  policy: Policy,
): string[] {
  const signers = listSigners(files);
  const names = [manifest.origin, ...signers.map(({ name }) => name)];
  if (policy.logs.some(({ name }) => names.includes(name))) return [];
  const needed = signers.map(({ name, keyId }) => `${name}+${keyId}`);
  return needed.length > 0 ? needed : [manifest.origin];
}

function listSigners(files: BundleFiles) {
  try {
    const { checkpoint } = parseTlogProof(textOf(files, "epoch.tlog-proof"));
    const notes = [checkpoint, textOf(files, "manifest.note")];
    return notes.flatMap((note) => parseNote(note).signatures);
  } catch (error) {
    if (error instanceof FormatError) return [];
    throw error;
  }
}
