import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { keepPasswords, loginUrl } from "@/db/logins";
import { readInstallation } from "@/db/migrate";
import { type Finding, formatPlace } from "@/lib/integrity/finding";
import { type LogReport, recordRun } from "@/lib/integrity/mutations";
import {
  closeVerifier,
  openVerifier,
  type VerifierOptions,
  verifyWhole,
} from "@/lib/verification/mutations";
import { openServer } from "@/scripts/start/database";
import { type Installation, prepareInstallation } from "@/scripts/start/environment";
import { CommandError, type Given, type Output, requireText } from "./command";
import { operatorIn, withDatabase } from "./open";

/** The live log of one organization, by the verifier's own login. */
export async function verifyLive(given: Given, output: Output): Promise<void> {
  if (given.positionals.length > 0) {
    throw new CommandError("Give a file or --org, not both.");
  }
  const slug = requireText(given, "org");
  await withDatabase(async ({ installation }) => {
    const { scope } = await operatorIn(slug);
    const databaseUrl = await findVerifierUrl(installation);
    const options = readOptions(installation, databaseUrl, readCheckpoints(given));
    const verifier = await openVerifier(options);
    const startedAt = new Date();
    try {
      const isWhole = given.values.full === true;
      const report = await verifyWhole(verifier, scope.organizationId, { isWhole });
      await recordRun(verifier.sql, report, { kind: "command_line", startedAt });
      tell(report, Date.now() - startedAt.getTime(), output);
    } finally {
      await closeVerifier(verifier);
    }
  });
}

function readOptions(
  { environment, secrets, origin }: Installation,
  databaseUrl: string,
  checkpoints: { from: string; note: string }[],
): VerifierOptions {
  const { dir } = environment;
  return {
    databaseUrl,
    folder: join(dir, "verifier"),
    sealerFolder: join(dir, "sealer"),
    origin,
    logKey: readInstallation(secrets, origin).logKey,
    checkpoints,
  };
}

async function findVerifierUrl({ environment }: Installation): Promise<string> {
  const given = environment.logins.verifier;
  if (given) return given;
  const { adminUrl } = await openServer(prepareInstallation(process.env), () => {});
  if (adminUrl === null) {
    throw new CommandError("CUSTODY_VERIFIER_DATABASE_URL is missing.");
  }
  return loginUrl(adminUrl, "verifier", keepPasswords(environment.dir).verifier);
}

function readCheckpoints(given: Given): { from: string; note: string }[] {
  const files = given.values.checkpoint;
  return (Array.isArray(files) ? files : []).map((file) => {
    const from = String(file);
    if (!existsSync(from)) throw new CommandError(`There is no file ${from}.`);
    return { from, note: readFileSync(from, "utf8") };
  });
}

function tell(report: LogReport, tookMs: number, output: Output): void {
  const { slug, entryCount, findings, fromIdx, toIdx } = report;
  const facts = { organization: slug, entries: entryCount, from: fromIdx, to: toIdx };
  const seconds = (tookMs / 1000).toFixed(1);
  if (findings.length === 0) {
    const line = `INTACT  ${entryCount.toLocaleString("en-GB")} entries of ${slug} hold (${seconds} s)`;
    output.result({ ok: true, ...facts, findings }, line);
    return;
  }
  const lines = findings.map((finding) => {
    const { why, expected, found } = finding;
    return `BAD  ${formatPlace(finding)}: ${why}\n     recorded or signed: ${oneLine(expected)}\n     there now: ${oneLine(found)}`;
  });
  const text = [...lines, "", describeHolding(findings)].join("\n");
  output.result({ ok: false, ...facts, findings }, text);
  output.fail();
}

function describeHolding(findings: Finding[]): string {
  const first = findings.find(({ kind }) => kind !== "segment");
  if (first === undefined) return "What still holds: every entry.";
  const { firstIdx } = first;
  if (firstIdx === null || firstIdx === 0) return "Nothing was shown to hold before it.";
  return `What still holds: entries #0 to #${(firstIdx - 1).toLocaleString("en-GB")}`;
}

function oneLine(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
