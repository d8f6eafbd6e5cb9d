import { describe, expect, it } from "vitest";
import { readEnvironment } from "@/lib/kit/env";

function problemsOf(source: Record<string, string>): string[] {
  const read = readEnvironment(source);
  return read.ok ? [] : read.reason;
}

describe("the environment", () => {
  it("needs no variable at all", () => {
    const read = readEnvironment({});
    expect(read.ok && read.value).toMatchObject({
      port: 3000,
      url: "http://localhost:3000",
      dir: ".custody",
      databaseUrl: null,
      oidc: null,
    });
  });

  it("derives the public address from the port and cuts a trailing slash", () => {
    const fromPort = readEnvironment({ PORT: "4000" });
    expect(fromPort.ok && fromPort.value.url).toBe("http://localhost:4000");
    const given = readEnvironment({ CUSTODY_URL: "https://audit.example.com/" });
    expect(given.ok && given.value.url).toBe("https://audit.example.com");
  });

  it("treats an empty variable as one that is not set", () => {
    const read = readEnvironment({ PORT: "", AUTH_SECRET: "" });
    expect(read.ok && read.value.port).toBe(3000);
  });

  it("names every problem at once, not only the first", () => {
    const problems = problemsOf({
      PORT: "eighty",
      DATABASE_URL: "mysql://db/custody",
      CUSTODY_DEMO: "yes",
      CUSTODY_DEOM: "on",
      TRUSTED_PROXIES: "10.0.0.0/33",
    });
    expect(problems).toHaveLength(5);
    for (const name of ["PORT", "DATABASE_URL", "CUSTODY_DEMO", "TRUSTED_PROXIES"]) {
      expect(problems.some((problem) => problem.startsWith(`${name} must be`))).toBe(
        true,
      );
    }
  });

  it("refuses a secret that is too short and says how to make one", () => {
    expect(problemsOf({ AUTH_SECRET: "x".repeat(31) })[0]).toMatch(/openssl rand/);
    expect(problemsOf({ AUTH_SECRET: "x".repeat(32) })).toEqual([]);
  });

  it("refuses an encryption key that is not 32 bytes", () => {
    const key = (bytes: number) => Buffer.alloc(bytes, 7).toString("base64");
    expect(problemsOf({ CUSTODY_ENCRYPTION_KEY: key(31) })).toHaveLength(1);
    expect(problemsOf({ CUSTODY_ENCRYPTION_KEY: key(32) })).toEqual([]);
  });

  it("guesses what a misspelt name was meant to be", () => {
    expect(problemsOf({ CUSTODY_DEOM: "on" })[0]).toContain("did you mean CUSTODY_DEMO");
    expect(problemsOf({ CUSTODY_BANANA_SPLIT: "on" })[0]).not.toContain("did you mean");
  });

  it("leaves names alone that belong to others", () => {
    expect(
      problemsOf({ PATH: "/bin", NODE_ENV: "test", OTEL_SERVICE_NAME: "x" }),
    ).toEqual([]);
  });

  it("wants the settings of single sign-on and of mail together", () => {
    expect(problemsOf({ OIDC_ISSUER: "https://id.example.com" })[0]).toContain(
      "OIDC_CLIENT_ID, OIDC_CLIENT_SECRET must be set too",
    );
    expect(problemsOf({ SMTP_URL: "smtp://mail.example.com" })[0]).toContain("MAIL_FROM");
  });

  it("reads lists, logins and telemetry", () => {
    const read = readEnvironment({
      TRUSTED_PROXIES: "10.0.0.0/8, ::1",
      CUSTODY_OUTBOUND_ALLOW: "siem.local",
      CUSTODY_APP_DATABASE_URL: "postgres://app:x@db/custody",
      OTEL_SERVICE_NAME: "audit",
    });
    expect(read.ok && read.value).toMatchObject({
      trustedProxies: ["10.0.0.0/8", "::1"],
      outboundAllow: ["siem.local"],
      logins: { app: "postgres://app:x@db/custody", worker: undefined },
      telemetry: { OTEL_SERVICE_NAME: "audit" },
    });
  });
});
