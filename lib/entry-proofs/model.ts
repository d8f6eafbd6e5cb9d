import { formatBase64, formatHex, parseBase64, parseHex } from "@/lib/proof/bytes";
import {
  checkEntry,
  checkOrganizationEntry,
  type EntryData,
  hashEntry,
} from "@/lib/proof/chain";
import { parseCheckpoint } from "@/lib/proof/checkpoint";
import { hashEpoch, parseEpoch } from "@/lib/proof/epoch";
import { commitErased } from "@/lib/proof/erased-entry";
import { FormatError } from "@/lib/proof/format-error";
import { hashLeafText } from "@/lib/proof/hash";
import { parseEntryData, parseOrganizationData } from "@/lib/proof/header";
import { parseOrganizationHead, parseStreamHead } from "@/lib/proof/heads";
import { checkInclusion } from "@/lib/proof/merkle";
import { parseOrganizationName, parseStreamName } from "@/lib/proof/names";
import { checkNote, parseNote } from "@/lib/proof/signed-note";
import { type Failure, failure, holds, type Verdict } from "@/lib/proof/verdict";
import type { VerifierKey } from "@/lib/proof/verifier-key";

export const entryProofVersion = "custody-entry-proof/v1";

/** Everything that shows one entry to be in the log that a checkpoint signs. */
export type EntryProof = {
  format: typeof entryProofVersion;
  /** entry_data of docs/format.md, section 3. */
  header: string;
  hash: string;
  /** Null where a value was erased. */
  entry_key: string | null;
  fields: (string | null)[];
  /** Only where values were erased: the salts of the others, and what commits to them. */
  erased?: {
    salts: string[];
    commitments: [slot: number, hash: string][];
    /** Ids of the entries that put it on record. */
    records: string[];
  };
  entry_proof: string[];
  stream_head: string;
  stream_proof: string[];
  org_head: string;
  org_proof: string[];
  epoch: string;
  epoch_index: number;
  epoch_proof: string[];
  checkpoint: string;
  /** Absent for readers limited to one client: idx would tell others' volume. */
  organization?: { header: string; hash: string; proof: string[] };
};

export function formatHashes(hashes: readonly Uint8Array[]): string[] {
  return hashes.map(formatBase64);
}

/** Checks one entry against a checkpoint that one of these keys signed. */
export function checkEntryProof(
  proof: EntryProof,
  keys: readonly VerifierKey[],
): Verdict {
  try {
    return firstFailure([
      () => checkText(proof),
      () => checkPath(proof),
      () => checkOrganization(proof),
      () => checkHeads(proof),
      () => checkSigned(proof, keys),
    ]);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return failure(0, "an entry's proof", error.message, "the proof cannot be read");
  }
}

function firstFailure(checks: (() => Verdict)[]): Verdict {
  for (const check of checks) {
    const verdict = check();
    if (!verdict.ok) return verdict;
  }
  return holds;
}

function checkText(proof: EntryProof): Verdict {
  const { header, hash, entry_key: key, fields } = proof;
  const data = parseEntryData(header);
  const found = hashEntry(header);
  if (formatHex(found) !== hash) {
    const why = "the header is not what was recorded";
    return failure(data.sidx, hash, formatHex(found), why);
  }
  if (key === null) return checkKept(data, proof);
  const texts = fields as string[];
  return checkEntry({ ...data, entryKey: parseHex(key), fields: texts, hash: found });
}

/** What stays of an entry that lost values leads to the body root of its header. */
function checkKept(
  { sidx, fieldCount, bodyRoot }: EntryData,
  { fields, erased }: EntryProof,
): Verdict {
  const commitments = (erased?.commitments ?? []).map(
    ([slot, hash]): [number, Uint8Array] => [slot, parseHex(hash)],
  );
  const salts = (erased?.salts ?? []).map(parseHex);
  const kept = { fields, salts, commitments: new Map(commitments) };
  const root = fields.length === fieldCount ? commitErased(kept)?.root : undefined;
  if (root !== undefined && formatHex(root) === formatHex(bodyRoot)) return holds;
  const why = "what stays of the content is not what was recorded";
  const computed = root === undefined ? "a value without commitment" : formatHex(root);
  return failure(sidx, formatHex(bodyRoot), computed, why);
}

function checkPath(proof: EntryProof): Verdict {
  const { stream, sidx } = parseEntryData(proof.header);
  const head = parseStreamHead(proof.stream_head);
  if (head.stream !== stream) return failMismatch(sidx, stream, head.stream);
  return checkInclusion({
    leaf: parseHex(proof.hash),
    index: sidx,
    size: head.size,
    proof: proof.entry_proof.map(parseBase64),
    root: head.root,
  });
}

function checkOrganization({ organization, hash, org_head }: EntryProof): Verdict {
  if (organization === undefined) return holds;
  const data = parseOrganizationData(organization.header);
  const head = parseOrganizationHead(org_head);
  if (formatHex(data.entryHash) !== hash) {
    return failMismatch(data.idx, hash, formatHex(data.entryHash));
  }
  const leaf = parseHex(organization.hash);
  const place = checkOrganizationEntry({ ...data, hash: leaf });
  if (!place.ok) return place;
  return checkInclusion({
    leaf,
    index: data.idx,
    size: head.size,
    proof: organization.proof.map(parseBase64),
    root: head.root,
  });
}

function checkHeads(proof: EntryProof): Verdict {
  const stream = parseStreamHead(proof.stream_head);
  const organization = parseOrganizationHead(proof.org_head);
  const epoch = parseEpoch(proof.epoch);
  const place = parseStreamName(stream.stream);
  if (place.organization !== organization.organization) {
    return failMismatch(0, organization.organization, place.organization);
  }
  const inOrganization = checkInclusion({
    leaf: hashLeafText(proof.stream_head),
    index: place.slot,
    size: organization.width,
    proof: proof.stream_proof.map(parseBase64),
    root: organization.streamsRoot,
  });
  if (!inOrganization.ok) return inOrganization;
  const { origin, slot } = parseOrganizationName(organization.organization);
  if (origin !== epoch.origin) return failMismatch(0, epoch.origin, origin);
  return checkInclusion({
    leaf: hashLeafText(proof.org_head),
    index: slot,
    size: epoch.width,
    proof: proof.org_proof.map(parseBase64),
    root: epoch.organizationsRoot,
  });
}

function checkSigned(proof: EntryProof, keys: readonly VerifierKey[]): Verdict {
  const note = checkNote(proof.checkpoint, keys);
  if (!note.ok) return note;
  const checkpoint = parseCheckpoint(parseNote(proof.checkpoint).text);
  const epoch = parseEpoch(proof.epoch);
  const isLast = epoch.index === checkpoint.size - 1 && epoch.index === proof.epoch_index;
  if (!isLast || checkpoint.origin !== epoch.origin) {
    const found = `epoch ${epoch.index} of ${epoch.origin}`;
    return failMismatch(0, `epoch ${checkpoint.size - 1} of ${checkpoint.origin}`, found);
  }
  return checkInclusion({
    leaf: hashEpoch(proof.epoch),
    index: epoch.index,
    size: checkpoint.size,
    proof: proof.epoch_proof.map(parseBase64),
    root: checkpoint.root,
  });
}

function failMismatch(at: number, expected: string, found: string): Failure {
  return failure(at, expected, found, "the parts of the proof are of different logs");
}
