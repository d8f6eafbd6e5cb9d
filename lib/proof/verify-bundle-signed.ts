/**
 * Guarantees: the head a bundle is about leads, slot by slot, to an epoch that is the last
 * leaf of a checkpoint which the verifier's own keys and quorum sign; so nothing newer was
 * hidden as of that checkpoint.
 * Does not: look at entries (verify-bundle-entries.ts), or take any key from the bundle.
 * Implements docs/format.md, sections 4 and 7.
 */
import {
  type BundleFailure,
  bad,
  badProof,
  guardPart,
  type Part,
} from "./bundle-failure";
import { type BundleFiles, type Manifest, manifestName, textOf } from "./bundle-manifest";
import type { BundleProof } from "./bundle-proof";
import { isEqualBytes } from "./bytes";
import { parseCheckpoint } from "./checkpoint";
import { type Epoch, hashEpoch, parseEpoch } from "./epoch";
import { hashLeafText } from "./hash";
import { type OrganizationHead, parseOrganizationHead, parseStreamHead } from "./heads";
import { checkInclusion } from "./merkle";
import { parseOrganizationName, parseStreamName } from "./names";
import { isQuorum, type Policy } from "./policy";
import { checkNote, parseNote } from "./signed-note";
import { parseTlogProof, type TlogProof } from "./tlog-proof";
import type { VerifierKey } from "./verifier-key";

/** The head of the chain the bundle is about, whichever of the two it is. */
export type ChainHead = {
  size: number;
  root: Uint8Array;
  lastRecordedAt: string | null;
  minIndex: number;
};

type Signers = { logKeys: VerifierKey[]; witnesses: string[] };
/** A head, the epoch that holds it, and who signed: keys of the log, names of witnesses. */
export type SignedHead = Signers & { head: ChainHead; epoch: Epoch };

const proofFile = "epoch.tlog-proof";
const chainFile = "proof.json";

/** Of a manifest, what names the chain and says where its head stands. */
export type NamedChain = Pick<
  Manifest,
  "origin" | "org" | "stream" | "treeSize" | "root"
>;

/** checkSignedHead follows a bundle's head up to the signed checkpoint. */
export function checkSignedHead(
  files: BundleFiles,
  manifest: NamedChain,
  proof: BundleProof,
  policy: Policy,
): Part<SignedHead> {
  const claim = guardPart(proofFile, () => {
    return { ok: true, value: parseTlogProof(textOf(files, proofFile)) };
  });
  if (!claim.ok) return claim;
  const signers = checkSigners(claim.value.checkpoint, manifest.origin, policy);
  if (!signers.ok) return signers;
  const epoch = checkEpoch(claim.value, manifest, proof);
  if (!epoch.ok) return epoch;
  const head = guardPart(chainFile, () => checkHeads(manifest, proof, epoch.value));
  if (!head.ok) return head;
  const { size, root } = head.value;
  if (size !== proof.size || size !== manifest.treeSize) {
    const found = `${proof.size} and ${manifest.treeSize}`;
    return bad(chainFile, `${size}`, found, "the size is not that of the signed head");
  }
  if (!isEqualBytes(root, manifest.root)) {
    const why = "the root is not that of the signed head";
    return bad(manifestName, "the signed root", "another", why);
  }
  return {
    ok: true,
    value: { ...signers.value, head: head.value, epoch: epoch.value },
  };
}

function checkSigners(note: string, origin: string, policy: Policy): Part<Signers> {
  const logs = policy.logs.filter(({ name }) => name === origin);
  const verdict = checkNote(note, [...logs, ...policy.witnesses.map(({ key }) => key)]);
  if (!verdict.ok) return badProof(proofFile, verdict);
  const logKeys = verdict.verified.filter((key) => logs.includes(key));
  if (logKeys.length === 0) {
    return bad(proofFile, `a signature of ${origin}`, "none", "the log did not sign");
  }
  const signed = policy.witnesses.filter(({ key }) => verdict.verified.includes(key));
  const witnesses = signed.map(({ name }) => name);
  if (!isQuorum(policy, new Set(witnesses))) {
    const found = witnesses.join(", ") || "no witness";
    return bad(
      proofFile,
      `the quorum ${policy.quorum}`,
      found,
      "too few witnesses signed",
    );
  }
  return { ok: true, value: { logKeys, witnesses } };
}

function checkEpoch(
  { index, proof: path, checkpoint, extra }: TlogProof,
  { origin }: NamedChain,
  proof: BundleProof,
): Part<Epoch> {
  return guardPart(proofFile, () => {
    const signed = parseCheckpoint(parseNote(checkpoint).text);
    const epoch = parseEpoch(proof.epoch);
    const isOfLog = signed.origin === origin && epoch.origin === origin;
    if (!isOfLog || signed.extensions.length > 0 || extra !== null) {
      return bad(proofFile, origin, signed.origin, "the checkpoint is not of this log");
    }
    const { size, root } = signed;
    const isLast = index === size - 1 && index === epoch.index;
    if (!isLast || index !== proof.epochIndex) {
      const found = `${index}, ${epoch.index} and ${proof.epochIndex}`;
      const why = "the epoch is not the newest of its checkpoint";
      return bad(proofFile, `epoch ${size - 1}`, found, why);
    }
    const leaf = hashEpoch(proof.epoch);
    const included = checkInclusion({ leaf, index, size, proof: path, root });
    return included.ok ? { ok: true, value: epoch } : badProof(proofFile, included);
  });
}

function checkHeads(
  manifest: NamedChain,
  { orgHead, streamHead }: BundleProof,
  epoch: Epoch,
): Part<ChainHead> {
  const head = parseOrganizationHead(orgHead.text);
  const { origin, slot } = parseOrganizationName(head.organization);
  if (head.organization !== manifest.org || origin !== manifest.origin) {
    return wrongName(manifest.org, head.organization);
  }
  const included = checkInclusion({
    leaf: hashLeafText(orgHead.text),
    index: slot,
    size: epoch.width,
    proof: orgHead.proof,
    root: epoch.organizationsRoot,
  });
  if (!included.ok) return badProof(chainFile, included);
  if (streamHead !== null) return checkStreamHead(manifest, streamHead, head);
  return manifest.stream === null
    ? { ok: true, value: head }
    : wrongName("no stream", manifest.stream);
}

function checkStreamHead(
  { stream, org }: NamedChain,
  { text, proof }: { text: string; proof: Uint8Array[] },
  { width, streamsRoot }: OrganizationHead,
): Part<ChainHead> {
  const head = parseStreamHead(text);
  const { organization, slot } = parseStreamName(head.stream);
  if (head.stream !== stream || organization !== org) {
    return wrongName(stream ?? "a stream", head.stream);
  }
  const leaf = hashLeafText(text);
  const claim = { leaf, index: slot, size: width, proof, root: streamsRoot };
  const included = checkInclusion(claim);
  return included.ok ? { ok: true, value: head } : badProof(chainFile, included);
}

function wrongName(expected: string, found: string): BundleFailure {
  return bad(chainFile, expected, found, "the head is of another log");
}
