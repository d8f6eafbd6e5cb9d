import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { createProgram } from "./run-program";

type Finding = { what: string; state: string; say: string };

const mail = {
  SMTP_URL: "smtps://mailer:correct-horse@mail.example:465",
  MAIL_FROM: "audit@msp.example",
};

let database: TestDatabase;
let dir: string;

beforeAll(async () => {
  database = await createTestDatabase();
  dir = mkdtempSync(join(tmpdir(), "custody-doctor-"));
  cpSync(database.custodyDir, dir, { recursive: true });
});

afterAll(async () => {
  rmSync(dir, { recursive: true, force: true });
  await database.drop();
});

function doctor(login: "app" | "admin", settings: Record<string, string> = {}) {
  const url = database.url(login);
  const given = { CUSTODY_DIR: dir, CUSTODY_APP_DATABASE_URL: url, ...settings };
  return createProgram(given)("doctor --json");
}

async function findingsOf(ran: ReturnType<typeof doctor>) {
  const { code, stdout } = await ran;
  const findings: Finding[] = JSON.parse(stdout).findings;
  const byName = Object.fromEntries(findings.map((finding) => [finding.what, finding]));
  return { code, stdout, byName };
}

it("finds nothing bad in a sound installation, and what is switched off", async () => {
  const { code, byName } = await findingsOf(doctor("app"));
  expect(code).toBe(0);
  expect(byName.Login).toMatchObject({ state: "ok" });
  expect(byName.Database?.say).toBe(new URL(database.url("app")).host);
  expect(byName.Mail).toMatchObject({ state: "off", say: "SMTP_URL is not set" });
  expect(byName.Index).toMatchObject({ state: "ok", say: "0 of 0 entries are indexed" });
  for (const name of ["auth-secret", "encryption-key", "log-key.pem", "export-key.pem"]) {
    expect(byName[name]).toMatchObject({ state: "ok" });
  }
});

it("names the mail server and never its password", async () => {
  const { code, stdout, byName } = await findingsOf(doctor("app", mail));
  expect(code).toBe(0);
  expect(byName.Mail).toMatchObject({ state: "ok", say: "mail.example:465" });
  expect(stdout).not.toContain("correct-horse");
});

it("finds a login that could change the log and a file that others can read", async () => {
  chmodSync(join(dir, "database-logins.json"), 0o644);
  const { code, byName } = await findingsOf(doctor("admin"));
  expect(code).toBe(1);
  expect(byName.Login).toMatchObject({ state: "bad" });
  expect(byName.Login?.say).toMatch(/is a superuser|owns tables of the log/);
  expect(byName["database-logins.json"]).toMatchObject({ state: "bad" });
  expect(byName["database-logins.json"]?.say).toMatch(/others can read it: chmod 600/);
});

it("finds a database that does not answer", async () => {
  const settings = { CUSTODY_APP_DATABASE_URL: "postgres://app:secret@127.0.0.1:1/none" };
  const { code, byName } = await findingsOf(doctor("app", settings));
  expect(code).toBe(1);
  expect(byName.Login).toMatchObject({
    state: "bad",
    say: expect.stringMatching(/ECONNREFUSED/),
  });
});

it("says of each place outside whether it keeps the checkpoints, and why not", async () => {
  const folder = { CUSTODY_ANCHOR_DIR: join(dir, "elsewhere") };
  const off = await findingsOf(doctor("app"));
  expect(off.byName["Kept outside"]).toMatchObject({ state: "off" });
  const idle = await findingsOf(doctor("app", folder));
  expect(idle.byName["Kept outside"]?.say).toBe("nothing yet: is the worker running?");
  await database.admin`select custody.record_anchor(${JSON.stringify({
    name: "bucket",
    kind: "bucket",
    size: null,
    error: "the bucket took a copy and does not lock it",
    has_conflict: false,
  })}::text::json)`;
  const failing = await findingsOf(doctor("app", folder));
  expect(failing.code).toBe(1);
  expect(failing.byName.Bucket).toMatchObject({
    state: "bad",
    say: "checkpoint 0 of 0, never: the bucket took a copy and does not lock it",
  });
});

it("wants a bucket's address and keys together", async () => {
  const { code, stdout } = await doctor("app", {
    CUSTODY_ANCHOR_S3: "https://bucket.s3.example.com",
  });
  expect(code).toBe(2);
  expect(stdout).toContain("CUSTODY_ANCHOR_S3_KEY_ID, CUSTODY_ANCHOR_S3_SECRET");
});
