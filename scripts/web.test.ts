import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const whole = {
  CUSTODY_APP_DATABASE_URL: "postgres://nobody:none@127.0.0.1:1/none",
  AUTH_SECRET: "s".repeat(48),
  CUSTODY_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString("base64"),
};

async function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/web.ts"], {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { code, said };
}

describe("the web process does not start (T-74)", () => {
  it.each([
    ["without AUTH_SECRET", { AUTH_SECRET: "" }, "AUTH_SECRET is missing"],
    ["with a short one", { AUTH_SECRET: "short" }, "AUTH_SECRET must have at least 32"],
    [
      "without an encryption key",
      { CUSTODY_ENCRYPTION_KEY: "" },
      "CUSTODY_ENCRYPTION_KEY is",
    ],
    ["with a bad one", { CUSTODY_ENCRYPTION_KEY: "x" }, "must be 32 random bytes"],
    ["with half a provider", { OIDC_ISSUER: "https://a.example" }, "OIDC_CLIENT_ID"],
    [
      "with a provider that has no address",
      { OIDC_ISSUER: "login" },
      "OIDC_ISSUER must be",
    ],
    [
      "with mail but no sender",
      { SMTP_URL: "smtp://localhost" },
      "MAIL_FROM must be set",
    ],
  ])("%s, and says what is wrong", async (_title, change, say) => {
    const { code, said } = await start({ ...whole, ...change });
    expect(code).toBe(2);
    expect(said).toContain(say);
  });
});
