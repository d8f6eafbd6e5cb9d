import type { Manifest } from "@/lib/proof/bundle-manifest";

type Said = Omit<Manifest, "files">;

/** README.txt of a bundle: what it is, how to check it, and what it cannot show. */
export function describeForReaders(manifest: Said): string {
  const { kind, org, stream, origin, fromIndex, toIndex, entryCount, filter } = manifest;
  const range =
    toIndex > fromIndex ? `entries #${fromIndex} to #${toIndex - 1}` : "no entries";
  const lines = [
    "EVIDENCE BUNDLE",
    "",
    `${kind === "client" ? "One client's stream" : "An organization's whole log"}: ${stream ?? org}`,
    `It covers ${range}; ${entryCount} of them are shown.`,
    ...(filter === null ? [] : [`They were selected by: ${filter}`]),
    ...(manifest.isDemo
      ? ["DEMO: the clock of this organization was supplied by its loader."]
      : []),
    "",
    "How to check it",
    "",
    "  custody verify FILE --policy POLICY     without a database or a network",
    "",
    "or open verify.html in a browser, or /verify of the installation, and choose this",
    "file: nothing is uploaded. The keys must come to you from the log's operator by",
    `another way than this file: ${origin} and ${origin}/export. A verifier that`,
    "comes with what it verifies proves nothing. Do not unpack and pack this file again.",
    "",
    "What is inside",
    "",
    "  entries.jsonl     every entry, or the part of it that is shown, with its hashes",
    "  entries.csv       the same for people; where a spreadsheet would run a cell as a",
    "                    formula there is an apostrophe before it",
    "  proof.json        how the entries lead to the signed checkpoint",
    "  epoch.tlog-proof  the checkpoint itself (C2SP tlog-proof)",
    "  history.json      the heads of earlier days, proven to be this one's past",
    "  manifest.json     what this bundle claims; manifest.note signs it",
    "",
    "What it shows",
    "",
    "  AUTHENTIC   these entries are in the log that the checkpoint signs, unchanged",
    "  COMPLETE    no entry of the range is missing",
    "  NEWEST      nothing newer was hidden as of the checkpoint",
    "",
    "What it cannot show",
    "",
    "That everything was logged, or under the right client; what happened between the",
    "acknowledgement of an entry and its seal; and anything, if the database, the sealer,",
    "every witness and every holder of an earlier checkpoint or bundle act together.",
  ];
  return `${lines.join("\n")}\n`;
}
