import { existsSync, readFileSync } from "node:fs";
import { describeBundle, describeFailure } from "@/lib/bundles/verdict-words";
import { scanArchive } from "@/lib/proof/archive";
import { type BundleVerdict, listClaims } from "@/lib/proof/bundle-verdict";
import { encodeText, formatHex, isEqualBytes } from "@/lib/proof/bytes";
import { checkExportZip, isExportZip } from "@/lib/proof/export-manifest";
import { type Policy, policyOfKeys } from "@/lib/proof/policy";
import { signedHeadVersion, verifySignedHead } from "@/lib/proof/signed-head";
import { verifyArchive } from "@/lib/proof/verify-bundle";
import { type Command, CommandError, type Output, optionalText } from "./command";
import { readTrustedPolicy } from "./trusted-policy";
import { verifyLive } from "./verify-live";

export const verify: Command = {
  name: "verify",
  summary: "check a bundle offline, or the live log of an organization",
  help: `custody verify FILE [--policy FILE | --key VKEY ...]
custody verify --org SLUG [--full] [--checkpoint FILE ...]

Checks an evidence bundle offline: every entry, that none is missing, and the signed
checkpoint; or an export with a manifest; or the signed head of a weekly mail. The keys are yours, never the bundle's: a policy file (custody keys show
prints one), --key once for each key, or else the ones in this CUSTODY_DIR.

With --org: the live log, from its first entry: links, order, heads of every epoch and
signatures, against what lies outside the database; --full also every entry's content
and columns. --checkpoint gives a signed checkpoint that you kept yourself.

Answers 0 when it holds, 1 when it does not, naming the first bad entry and what
still holds, and 2 when it cannot tell.`,
  takesFile: true,
  options: {
    policy: { type: "string" },
    key: { type: "string", multiple: true },
    org: { type: "string" },
    full: { type: "boolean" },
    checkpoint: { type: "string", multiple: true },
  },
  async run(given, output) {
    if (optionalText(given, "org") !== null) return verifyLive(given, output);
    const [file] = given.positionals;
    if (!file) throw new CommandError(`Which file? ${verify.help.split("\n")[0]}`);
    const policy = readTrustedPolicy(given);
    if (!existsSync(file)) throw new CommandError(`There is no file ${file}.`);
    const bytes = new Uint8Array(readFileSync(file));
    if (isSignedHead(bytes)) return reportHead(bytes, policy, output);
    const { files } = scanArchive(bytes);
    if (isExportZip(files)) return reportExport(files, policy, output);
    report(runWatched(verifyArchive(bytes, policy ?? policyOfKeys([])), output), output);
  },
};

function isSignedHead(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, signedHeadVersion.length);
  return isEqualBytes(start, encodeText(signedHeadVersion));
}

/** What a client was mailed, without any entry. */
function reportHead(bytes: Uint8Array, policy: Policy | null, output: Output): void {
  if (policy === null) {
    throw new CommandError(
      "This cannot be checked without the log's keys: give them with --policy or --key.",
    );
  }
  const verdict = verifySignedHead(new TextDecoder().decode(bytes), policy);
  if (!verdict.ok) {
    output.result({ ok: false, failure: verdict }, `BAD  ${describeFailure(verdict)}`);
    output.fail();
    return;
  }
  const { head, epoch, stream } = verdict.value;
  const root = formatHex(head.root);
  const facts = {
    stream: stream.stream,
    entries: head.size,
    root,
    as_of: epoch.sealedAt,
  };
  output.result(
    { ok: true, ...facts },
    `AUTHENTIC  ${stream.stream} has ${head.size.toLocaleString("en-GB")} entries as of ${epoch.sealedAt}\n  root ${root}`,
  );
}

/** An export with a manifest: whether it is what was written, under a key we trust. */
function reportExport(
  files: Map<string, Uint8Array>,
  policy: Policy | null,
  output: Output,
): void {
  const verdict = checkExportZip(files, policy ?? policyOfKeys([]));
  if (!verdict.ok) {
    output.result(verdict, `BAD  ${verdict.file}: ${verdict.why}`);
    output.fail();
    return;
  }
  const { manifest, keys } = verdict;
  const { count, query } = manifest;
  output.result(
    { ok: true, manifest, keys },
    `SIGNED by ${keys.join(", ")}\n  ${count} entries of ${query}\n  A manifest does not prove that they are in the log: a bundle does.`,
  );
}

const stepBytesMin = 50_000_000;

function runWatched(
  checking: ReturnType<typeof verifyArchive>,
  output: Output,
): BundleVerdict {
  let told = 0;
  for (;;) {
    const step = checking.next();
    if (step.done) return step.value;
    const { done, total } = step.value;
    if (done - told < stepBytesMin) continue;
    told = done;
    output.progress(`${Math.floor((done * 100) / total)} % checked`);
  }
}

function report(verdict: BundleVerdict, output: Output): void {
  if (verdict.ok) {
    const claims = listClaims(verdict.facts);
    const { facts, held } = verdict;
    const list = describeBundle(facts).map((line) => `  ${line}`);
    output.result({ ok: true, claims, facts, held }, [...claims, "", ...list].join("\n"));
    return;
  }
  if (verdict.kind === "unknown_key") {
    const list = verdict.needs.map((key) => `  ${key}`).join("\n");
    throw new CommandError(
      `This cannot be checked without the keys that should have signed it:\n${list}\nGet them from the log's operator (custody keys show), not from the bundle, and give them with --policy or --key.`,
    );
  }
  const { failure, held } = verdict;
  const list = held.map((line) => `  ${line}`);
  const still = list.length > 0 ? ["", "What still holds:", ...list] : [];
  output.result(
    { ok: false, failure, held },
    [`BAD  ${describeFailure(failure)}`, ...still].join("\n"),
  );
  output.fail();
}
