/**
 * Guarantees: the head of one stream with its way to a signed checkpoint, as one text that
 * fits a mail: whoever keeps it can show later how long the stream was, and its root.
 * Does not: hold an entry. A bundle of the stream does; its first entries give that root.
 * Implements docs/format.md, section 4: proof.json and epoch.tlog-proof of section 7, one
 * below the other.
 */
import { bad, guardPart, type Part } from "./bundle-failure";
import { type BundleProof, formatBundleProof, parseBundleProof } from "./bundle-proof";
import { encodeText } from "./bytes";
import { parseStreamHead, type StreamHead } from "./heads";
import { parseOrganizationName, parseStreamName } from "./names";
import type { Policy } from "./policy";
import { checkSignedHead, type SignedHead } from "./verify-bundle-signed";

export const signedHeadVersion = "custody-head/v1";
const what = "the signed head";
/** No line of a head is this one, and a mail goes on behind it. */
const mailFootnote = "--";
const tlogProofName = "epoch.tlog-proof";

export type HeadParts = Pick<
  BundleProof,
  "size" | "streamHead" | "orgHead" | "epoch" | "epochIndex"
>;

/** formatSignedHead writes a stream's head with its proofs. */
export function formatSignedHead(proof: HeadParts, tlogProof: string): string {
  const chain = formatBundleProof({ ...proof, disclosed: [], setProof: [] });
  return `${signedHeadVersion}\n${chain}\n${tlogProof}`;
}

/**
 * verifySignedHead follows a head up to a checkpoint that the policy's keys sign. It may be
 * as a mail left it: other line ends, and a footnote. Returns the head, or a failure that says what of it
 * does not hold.
 */
export function verifySignedHead(
  text: string,
  policy: Policy,
): Part<SignedHead & { stream: StreamHead }> {
  return guardPart(what, () => {
    const [version, chain = "", ...rest] = text.replaceAll("\r\n", "\n").split("\n");
    if (version !== signedHeadVersion) {
      return bad(what, signedHeadVersion, version ?? "", "it is of another version");
    }
    const proof = parseBundleProof(encodeText(chain), "client");
    const stream = parseStreamHead(proof.streamHead?.text ?? "");
    const { organization } = parseStreamName(stream.stream);
    const manifest = {
      origin: parseOrganizationName(organization).origin,
      org: organization,
      stream: stream.stream,
      treeSize: stream.size,
      root: stream.root,
    };
    const footnote = rest.findIndex((line) => line.trimEnd() === mailFootnote);
    const lines = footnote === -1 ? rest : rest.slice(0, footnote);
    const tlogProof = `${lines.join("\n").trimEnd()}\n`;
    const files = new Map([[tlogProofName, encodeText(tlogProof)]]);
    const signed = checkSignedHead(files, manifest, proof, policy);
    return signed.ok ? { ok: true, value: { ...signed.value, stream } } : signed;
  });
}
