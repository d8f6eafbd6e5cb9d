/**
 * Guarantees: the exact text of an epoch, read in one way: all heads of the installation
 * at one moment, linked to the epoch before it and to the newest checkpoint that
 * witnesses signed (docs/format.md, section 4).
 * Does not: say that it is the newest; being the last leaf of a signed checkpoint does.
 */
import { formatHex } from "./bytes";
import { isInstant, zeroHash } from "./chain";
import { FormatError } from "./format-error";
import { hashLeafText } from "./hash";
import { parseCount, parseHash, requireSame } from "./header";
import { parseWidth } from "./heads";
import { isKeyName } from "./names";

export const epochVersion = "custody/epoch/v1";

export type Epoch = {
  origin: string;
  index: number;
  sealedAt: string;
  /** H0 of the epoch before it; zeros in the first. */
  prevHash: Uint8Array;
  width: number;
  organizationsRoot: Uint8Array;
  /** SHA-256 of the newest cosigned checkpoint file; zeros while there is none. */
  witnessedHash: Uint8Array;
};

/** formatEpoch writes epoch_data. */
export function formatEpoch(epoch: Epoch): string {
  const { origin, index, sealedAt, prevHash, width, organizationsRoot, witnessedHash } =
    epoch;
  const link = `${origin}\n${index}\n${sealedAt}\n${formatHex(prevHash)}`;
  const table = `${width} ${formatHex(organizationsRoot)}`;
  return `${epochVersion}\n${link}\n${table}\n${formatHex(witnessedHash)}\n`;
}

/** parseEpoch reads what formatEpoch writes. Throws FormatError. */
export function parseEpoch(text: string): Epoch {
  const [version, origin = "", index = "", at = "", prev = "", table = "", file = ""] =
    text.split("\n");
  if (version !== epochVersion) throw new FormatError("not an epoch");
  if (!isKeyName(origin) || !isInstant(at)) throw new FormatError("not an epoch");
  const [width = "", organizationsRoot = ""] = table.split(" ");
  const epoch: Epoch = {
    origin,
    index: parseCount(index),
    sealedAt: at,
    prevHash: parseHash(prev),
    width: parseWidth(width),
    organizationsRoot: parseHash(organizationsRoot),
    witnessedHash: parseHash(file),
  };
  requireSame(formatEpoch(epoch), text);
  return epoch;
}

/** hashEpoch returns the leaf of an epoch in the tree that checkpoints sign. */
export function hashEpoch(epochData: string): Uint8Array {
  return hashLeafText(epochData);
}

/** firstEpochLink is what stands in the place of the epoch before the first. */
export const firstEpochLink = zeroHash;
