import { existsSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { checkLogin } from "@/db/boot-check";
import { getDatabase } from "@/db/client";
import { findAnchorState } from "@/lib/anchors/model";
import { findAnchors } from "@/lib/anchors/queries";
import { countUnindexed } from "@/lib/blocks/queries";
import { capitalize } from "@/lib/catalogue/words";
import type { Environment } from "@/lib/kit/env";
import { segmentSizes } from "@/lib/segments/layout";
import type { Command } from "./command";
import { withDatabase } from "./open";

type Finding = { what: string; state: "ok" | "off" | "bad"; say: string };

const secretFiles = ["auth-secret", "encryption-key", "database-logins.json"];

export const doctor: Command = {
  name: "doctor",
  summary: "what is configured, what is not, what would break",
  help: "custody doctor\n\nChecks environment, secrets, database, login and schema. Exit code 1 when something\nwould break.",
  options: {},
  async run(_given, output) {
    const findings = await withDatabase(async ({ installation, appUrl }) => {
      const { environment, origin, secrets } = installation;
      const { dir, mail, oidc } = environment;
      const { signingKeyFile, exportKeyFile } = secrets;
      const login = await checkDatabase(appUrl);
      return [
        found("Node.js", process.version),
        found("Folder", dir),
        ...secretFiles.map((name) => checkSecret(join(dir, name))),
        checkSecret(signingKeyFile),
        checkSecret(exportKeyFile),
        found("Origin", origin),
        found("Address", environment.url),
        found("Database", new URL(appUrl).host),
        login,
        login.state === "bad" ? null : await checkIndex(),
        ...(login.state === "bad" ? [] : await checkAnchors(environment)),
        mail
          ? found("Mail", new URL(mail.smtpUrl).host)
          : missing("Mail", "SMTP_URL is not set"),
        oidc ? found("Sign-on", oidc.name) : missing("Sign-on", "OIDC_ISSUER is not set"),
      ].filter((finding) => finding !== null);
    });
    const lines = findings.map(
      ({ what, state, say }) => `${state.padEnd(4)} ${what.padEnd(20)} ${say}`,
    );
    output.result({ findings }, lines.join("\n"));
    if (findings.some(({ state }) => state === "bad")) output.fail();
  },
};

function found(what: string, say: string): Finding {
  return { what, state: "ok", say };
}

function missing(what: string, say: string): Finding {
  return { what, state: "off", say };
}

function checkSecret(file: string): Finding | null {
  const what = basename(file);
  if (!existsSync(file)) return null;
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) === 0) return found(what, "readable by this account only");
  return { what, state: "bad", say: `others can read it: chmod 600 ${file}` };
}

async function checkDatabase(url: string): Promise<Finding> {
  try {
    await checkLogin(url);
    return found("Login", "weak, and the schema is this version's");
  } catch (error) {
    return {
      what: "Login",
      state: "bad",
      say: error instanceof Error ? error.message : "",
    };
  }
}

/** What the worker wrote down of each place outside; told here with its reason. */
async function checkAnchors(environment: Environment): Promise<Finding[]> {
  const { witnessesFile, anchorDir, bucket } = environment;
  const isAny = witnessesFile !== null || anchorDir !== null || bucket !== null;
  if (!isAny) {
    return [
      missing("Kept outside", "no witness, folder or bucket: see docs/integrity.md"),
    ];
  }
  const { anchors, epochCount } = await getDatabase().transaction(findAnchors);
  if (anchors.length === 0) {
    return [missing("Kept outside", "nothing yet: is the worker running?")];
  }
  return anchors.map((anchor): Finding => {
    const kept = `checkpoint ${anchor.keptSize ?? 0} of ${epochCount}`;
    const since = anchor.keptAt === null ? "never" : `last kept ${anchor.keptAt}`;
    const isGood = findAnchorState(anchor, epochCount) === "kept";
    const why = anchor.error === null ? "" : `: ${anchor.error}`;
    const say = `${kept}, ${since}${why}`;
    return { what: capitalize(anchor.name), state: isGood ? "ok" : "bad", say };
  });
}

/** The log is whole without its index; pages of a long one are slow. */
async function checkIndex(): Promise<Finding> {
  const { entries, unindexed } = await countUnindexed();
  const say = `${(entries - unindexed).toLocaleString("en")} of ${entries.toLocaleString("en")} entries are indexed`;
  if (unindexed < segmentSizes.large) return found("Index", say);
  return missing("Index", `${say}: is the worker running?`);
}
