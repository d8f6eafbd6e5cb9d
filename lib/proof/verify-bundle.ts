/**
 * Guarantees: a bundle is accepted only when everything in it holds, from the files over
 * each entry up to the signed checkpoint, under keys and a quorum the verifier brought;
 * what is missing, unknown, extra, doubled or out of order is a failure, and a failure
 * says which entry is the first bad one and what still holds.
 * Does not: reach for anything outside: no clock, no network, no key from the bundle. What
 * no bundle can show is in docs/format.md, section 8.
 * Guarded by "no changed byte is accepted" in verify-bundle-fuzz.test.ts.
 */
import { scanArchive } from "./archive";
import { checkClaims } from "./bundle-claims";
import {
  type BundleFailure,
  bad,
  badProof,
  guardPart,
  type Part,
} from "./bundle-failure";
import {
  type BundleFiles,
  bytesOf,
  type Manifest,
  manifestName,
  parseManifest,
} from "./bundle-manifest";
import { isSameRanges } from "./bundle-order";
import { type BundleProof, parseBundleProof } from "./bundle-proof";
import { listNeededKeys } from "./bundle-signers";
import {
  type BundleVerdict,
  describeFacts,
  describeRanges,
  nameKey,
  refuse,
} from "./bundle-verdict";
import { isEqualBytes } from "./bytes";
import type { Policy } from "./policy";
import { computeSetRoot } from "./set-proof";
import { EntriesReader } from "./verify-bundle-entries";
import {
  checkFileNames,
  checkHistory,
  checkManifestNote,
  exportKeysOf,
  listChangedFiles,
} from "./verify-bundle-files";
import { type ChainHead, checkSignedHead, type SignedHead } from "./verify-bundle-signed";

/** How far a check has come, in bytes of entries.jsonl. */
export type Progress = { done: number; total: number };

type Checking = Generator<Progress, BundleVerdict>;

const lineFeed = 0x0a;
/** Between two reports: short enough for a page to stay alive on. */
const entriesPerStep = 50;

/** verifyArchive checks a bundle as it was downloaded. */
export function* verifyArchive(bytes: Uint8Array, policy: Policy): Checking {
  const { files, problem } = scanArchive(bytes);
  if (problem === null) return yield* verifyBundle(files, policy);
  const damaged = bad("the zip archive", "an archive as written", "another", problem);
  if (!checkFileNames(files).ok) return refuse([damaged], []);
  return yield* verifyFiles(files, policy, [damaged]);
}

/** verifyBundle checks the files of a bundle. */
export function* verifyBundle(files: BundleFiles, policy: Policy): Checking {
  return yield* verifyFiles(files, policy, []);
}

function* verifyFiles(
  files: BundleFiles,
  policy: Policy,
  known: BundleFailure[],
): Checking {
  const names = checkFileNames(files);
  if (!names.ok) return refuse([names], []);
  const manifest = guardPart(manifestName, () => {
    return { ok: true, value: parseManifest(bytesOf(files, manifestName)) };
  });
  if (!manifest.ok) return refuse([...known, manifest], []);
  const needs = listNeededKeys(files, manifest.value, policy);
  if (needs.length > 0) return { ok: false, kind: "unknown_key", needs };
  return yield* new BundleChecker(files, manifest.value, policy, known).check();
}

/** runToEnd returns the verdict of a check that nobody watches. */
export function runToEnd(checking: Checking): BundleVerdict {
  for (;;) {
    const step = checking.next();
    if (step.done) return step.value;
  }
}

class BundleChecker {
  private readonly failures: BundleFailure[];
  private readonly held: string[] = [];

  constructor(
    private readonly files: BundleFiles,
    private readonly manifest: Manifest,
    private readonly policy: Policy,
    known: BundleFailure[],
  ) {
    this.failures = [...known];
  }

  *check(): Checking {
    const { files, manifest, policy } = this;
    const exportKeys = exportKeysOf(policy, manifest.origin);
    const note = checkManifestNote(files, manifest, exportKeys);
    const exporters = this.take(note, "The manifest is the one the export key signed.");
    const changed = listChangedFiles(files, manifest);
    this.failures.push(...changed);
    if (changed.length === 0) this.held.push("Every file is as the manifest lists it.");
    const proof = this.take(
      guardPart("proof.json", () => {
        return {
          ok: true,
          value: parseBundleProof(bytesOf(files, "proof.json"), manifest.kind),
        };
      }),
    );
    const signed = proof && this.checkSigned(proof);
    const isIntact = (name: string) =>
      exporters !== null && changed.every(({ file }) => file !== name);
    const reader = new EntriesReader(manifest, bytesOf(files, "entries.csv"), {
      suspect: isIntact("entries.csv") ? "entries.jsonl" : "entries.csv",
      disclosed: isIntact("proof.json") ? (proof?.disclosed ?? null) : null,
    });
    yield* this.readEntries(reader);
    if (!proof || !signed) return refuse(this.failures, this.held);
    this.checkTogether(reader, proof, signed.head);
    if (this.failures.length > 0) return refuse(this.failures, this.held);
    const witnesses = policy.witnesses.map(({ name }) => name);
    const keys = { exporters: exporters ?? [], witnesses };
    const facts = describeFacts(manifest, reader, signed, keys);
    return { ok: true, facts, held: this.held };
  }

  private checkSigned(proof: BundleProof): SignedHead | null {
    const { files, manifest, policy } = this;
    const signed = this.take(checkSignedHead(files, manifest, proof, policy));
    if (signed === null) return null;
    const { epoch, head, logKeys } = signed;
    const keys = logKeys.map(nameKey).join(", ");
    this.held.push(
      `Checkpoint ${epoch.index + 1} is signed by ${keys} and holds ${head.size} entries as of ${epoch.sealedAt}.`,
    );
    this.take(
      checkHistory(files, manifest, signed),
      "The heads of earlier days are the past of this one.",
    );
    return signed;
  }

  private *readEntries(reader: EntriesReader): Generator<Progress, void> {
    const bytes = bytesOf(this.files, "entries.jsonl");
    let failed = reader.readHeading();
    let start = 0;
    while (failed === null && start < bytes.length) {
      if (reader.leaves.size % entriesPerStep === 0) {
        yield { done: start, total: bytes.length };
      }
      const found = bytes.indexOf(lineFeed, start);
      const end = found === -1 ? bytes.length : found;
      failed = reader.readLine(bytes.subarray(start, end));
      if (found === -1 && failed === null) {
        failed = bad("entries.jsonl", "a line feed", "nothing", "the last line is cut");
      }
      start = end + 1;
    }
    failed ??= reader.readEnd();
    if (failed) this.failures.unshift(failed);
    const count = reader.leaves.size;
    const range = describeRanges(reader.order.disclosed);
    if (count > 0) {
      this.held.push(`${count} entries (${range}) are each what their own hash says.`);
    }
  }

  /** What no single line can show: that the leaves lead to the signed root. */
  private checkTogether(
    reader: EntriesReader,
    proof: BundleProof,
    head: ChainHead,
  ): void {
    const { manifest } = this;
    if (this.failures.some(({ file }) => file === "entries.jsonl")) return;
    const { leaves } = reader;
    const { disclosed, last } = reader.order;
    if (!isSameRanges(disclosed, proof.disclosed)) {
      const found = describeRanges(disclosed);
      const expected = describeRanges(proof.disclosed);
      const why = "the entries are not the ones the proof is for";
      this.failures.push(bad("proof.json", expected, found, why));
      return;
    }
    const { size, setProof } = proof;
    const leafAt = (index: number) => leaves.get(index);
    const computed = computeSetRoot({ size, disclosed, leafAt, proof: setProof });
    if (!computed.ok) this.failures.push(badProof("proof.json", computed));
    else if (!isEqualBytes(computed.root, head.root)) {
      const why = "the entries do not lead to the signed root";
      const at = leaves.size === 1 ? (last?.index ?? null) : null;
      const failed = bad("entries.jsonl", "the signed root", "another", why);
      this.failures.push({ ...failed, at });
    }
    this.takeVerdict(checkNewest(reader, head));
    const name = manifest.stream ?? manifest.org;
    const pruned = reader.records.checkPruned(name, (index) => reader.findKept(index));
    this.takeVerdict(pruned.ok ? null : { ...pruned, file: "entries.jsonl" });
    this.takeVerdict(checkClaims(manifest, reader, head));
  }

  private take<T>(part: Part<T>, held?: string): T | null {
    if (!part.ok) {
      this.failures.push(part);
      return null;
    }
    if (held !== undefined) this.held.push(held);
    return part.value;
  }

  private takeVerdict(failed: BundleFailure | null): void {
    if (failed !== null) this.failures.push(failed);
  }
}

/** The last entry of the tree, where it is shown, is as old as the head says. */
function checkNewest({ order }: EntriesReader, head: ChainHead): BundleFailure | null {
  const { last } = order;
  if (last === null) return null;
  const isNewest = last.index === head.size - 1;
  const limit = head.lastRecordedAt ?? "";
  const isRight = isNewest ? last.recordedAt === limit : last.recordedAt <= limit;
  if (isRight) return null;
  const why = "the time of the last entry is not the one in the signed head";
  return { ...bad("proof.json", limit, last.recordedAt, why), at: last.index };
}
