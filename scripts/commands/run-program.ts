import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

export type Ran = { code: number; stdout: string; stderr: string };

export type Program = (words: string | string[], input?: string) => Promise<Ran>;

/** The command line as tests run it: the real program, with these settings and no others. */
export function createProgram(
  settings: Record<string, string>,
  nodeOptions: string[] = [],
): Program {
  const environment = { ...inherited(), ...settings };
  return (words, input = "") => {
    const list = typeof words === "string" ? words.split(" ") : words;
    const child = spawn(
      process.execPath,
      [...nodeOptions, "scripts/custody.mjs", ...list],
      { cwd: root, env: environment },
    );
    const said = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        said[name] += text;
      });
    }
    child.stdin.on("error", () => {}).end(input);
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve({ code: code ?? -1, ...said }));
    });
  };
}

/** The settings of whoever runs the tests must not decide them. */
function inherited(): NodeJS.ProcessEnv {
  const own = /^(CUSTODY_|DATABASE_URL$|PORT$|AUTH_SECRET$|SMTP_|MAIL_|OIDC_|NODE_ENV$)/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  return Object.fromEntries(kept) as NodeJS.ProcessEnv;
}
