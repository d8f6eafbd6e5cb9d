import { encodeText } from "@/lib/proof/bytes";
import { zeroHash } from "@/lib/proof/chain";
import { formatCheckpoint } from "@/lib/proof/checkpoint";
import { formatEpoch, hashEpoch } from "@/lib/proof/epoch";
import { hashLeafText, sha256 } from "@/lib/proof/hash";
import { createVacancy, hashSlots, listSlotLeaves } from "@/lib/proof/heads";
import { hashTree, listInclusionProof } from "@/lib/proof/merkle";
import { formatOrganizationName } from "@/lib/proof/names";
import {
  cosignText,
  formatSignature,
  type NoteSigner,
  signNote,
} from "@/lib/proof/signed-note";
import { formatTlogProof } from "@/lib/proof/tlog-proof";
import { formatVerifierKey } from "@/lib/proof/verifier-key";

export const testOrigin = "log.test/custody1";
export const testWidth = 256;
export const organizationSlot = 9;

export const seedOf = (text: string) => sha256(encodeText(text));

/** Doubled, as the sealer's table is, until the slot has its place. */
function widthFor(slot: number): number {
  let width = testWidth;
  while (width <= slot) width *= 2;
  return width;
}

type Signers = {
  log: NoteSigner;
  witness: NoteSigner;
  vacantKey: Uint8Array;
  /** Of the organization. */
  slot?: number;
};

/** Three epochs, of which the last holds the organization; earlier ones are only links. */
export function signEpoch(
  orgHead: string,
  { log, witness, vacantKey, slot: ownSlot = organizationSlot }: Signers,
) {
  const origin = log.key.name;
  const width = widthFor(ownSlot);
  const leaves = listSlotLeaves(
    width,
    new Map([[ownSlot, hashLeafText(orgHead)]]),
    createVacancy(vacantKey, (slot) => formatOrganizationName(origin, slot)),
  );
  const earlier = [seedOf("epoch 0"), seedOf("epoch 1")];
  const epochIndex = earlier.length;
  const epoch = formatEpoch({
    origin,
    index: epochIndex,
    sealedAt: "2026-11-25T00:00:01.000000Z",
    prevHash: earlier.at(-1) ?? zeroHash,
    width,
    organizationsRoot: hashSlots(leaves),
    witnessedHash: zeroHash,
  });
  const epochs = [...earlier, hashEpoch(epoch)];
  const body = formatCheckpoint({
    origin,
    size: epochs.length,
    root: hashTree(epochs),
    extensions: [],
  });
  const cosignature = formatSignature(cosignText(body, witness, 1_764_000_000));
  return {
    orgHead: { text: orgHead, proof: listInclusionProof(leaves, ownSlot) },
    epoch,
    epochIndex,
    tlogProof: formatTlogProof({
      index: epochIndex,
      proof: listInclusionProof(epochs, epochIndex),
      checkpoint: signNote(body, [log]) + cosignature,
      extra: null,
    }),
  };
}

export function keyOf({ key }: NoteSigner): string {
  return formatVerifierKey(key.name, key.publicKey, key.type);
}
