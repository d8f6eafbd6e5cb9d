import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everything } from "@/lib/entries/filter";
import type { Entry } from "@/lib/entries/model";
import { listPage } from "@/lib/entries/queries";
import { redactValue } from "@/lib/entries/redact";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { describeShared, sharedDir } from "@/testing/shared-data";
import { createProgram, type Program } from "./run-program";

let database: TestDatabase;
let custody: Program;
let organization: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme"]);
  custody = createProgram({
    CUSTODY_APP_DATABASE_URL: database.url("app"),
    CUSTODY_DIR: database.custodyDir,
  });
});

afterAll(async () => {
  await database.drop();
});

async function search(q: string): Promise<Entry[]> {
  const selection = {
    filter: { ...everything, q },
    range: { from: null, to: null },
  };
  const page = { limit: 100, order: "asc" as const, cursor: null, offset: 0 };
  return (await listPage(organization.ctx.scope, selection, page)).entries;
}

/** The text of slot 7 as it is hashed. */
async function readRest(id: string | undefined): Promise<string> {
  const [row] = await database.admin`
    select fields[8] as rest from custody.entries where id = ${id ?? ""}`;
  return row?.rest;
}

describe("a vendor's record with a secret in it", () => {
  it("is found by its words and kept whole in slot 7, without the secret", async () => {
    const record = {
      eventVersion: "1.08",
      eventID: "c-1",
      eventTime: "2026-11-20T10:00:00Z",
      eventSource: "iam.amazonaws.com",
      eventName: "CreateLoginProfile",
      userIdentity: { type: "IAMUser", userName: "bob", accountId: "123456789012" },
      sourceIPAddress: "203.0.113.7",
      requestParameters: { userName: "mallory", password: "hunter2-hunter2" },
    };
    const envelope = JSON.stringify({ Records: [record] });
    const words = "import - --org northwind --client acme --as cloudtrail";
    expect(await custody(words, envelope)).toMatchObject({ code: 0 });
    const [found, ...others] = await search("mallory");
    expect(others).toEqual([]);
    expect(found).toMatchObject({ client: "acme", vendor: "aws", source: "import" });
    const rest = await readRest(found?.id);
    expect(rest).not.toContain("hunter2");
    expect(JSON.parse(rest).vendor_record).toEqual({
      ...record,
      requestParameters: { userName: "mallory", password: "[REDACTED]" },
    });
  });
});

describeShared("the vendors' own records of the corpus", () => {
  const corpus = join(sharedDir, "corpus/open");
  const okta = join(corpus, "okta/panther_test_events.ndjson");

  it.each([
    ["github", "github/panther_test_events.ndjson", 165, 1],
    ["cloudtrail", "aws_cloudtrail/stratus_detonation_logs.ndjson", 310, 0],
    ["entra", "entra_id_audit/otrf_goldensaml_AADAuditEvents.ndjson", 4, 0],
    ["entra", "entra_id_signin/panther_test_events.ndjson", 46, 0],
    ["google_workspace", "google_workspace_reports/panther_test_events.ndjson", 18, 0],
    ["duo", "duo/panther_test_events.ndjson", 35, 0],
  ])("%s: %s are imported once", async (source, file, imported, repeated) => {
    const words = `import ${join(corpus, file)} --org northwind --as ${source} --json`;
    const first = await custody(words);
    const again = await custody(words);
    const read = imported + repeated;
    expect([first.code, again.code]).toEqual([0, 0]);
    expect(JSON.parse(first.stdout)).toMatchObject({ read, imported, repeated });
    expect(JSON.parse(again.stdout)).toMatchObject({ read, imported: 0, repeated: read });
    expect(again.stderr).toContain(`0 imported, ${read} were there already\n`);
  });

  it("okta: what is not Okta's is named by its line, and stepped over", async () => {
    const words = `import ${okta} --org northwind --client acme --as okta`;
    const stopped = await custody(words);
    expect(stopped).toMatchObject({ code: 1, stdout: "2 imported, 1 refused\n" });
    expect(stopped.stderr).toMatch(
      /^line 3: \/eventType an Okta record has an eventType/,
    );
    const whole = await custody(`${words} --skip-bad`);
    expect(whole.code).toBe(1);
    expect(whole.stdout).toBe("61 imported, 3 were there already, 26 refused\n");
    expect(whole.stderr.match(/^line \d+: /gm)).toHaveLength(26);
  });

  it("okta: a record is found by a name in it and opens with its changes", async () => {
    await custody(`import ${okta} --org northwind --client acme --as okta --skip-bad`);
    const line = readFileSync(okta, "utf8").split("\n")[17] ?? "";
    const found = await search("Alice Green");
    const granted = found.find(({ action }) => action === "user.account.privilege.grant");
    expect(granted).toMatchObject({
      client: "acme",
      vendor: "okta",
      actor: { name: "Jack Naglieri" },
      changes: [
        {
          path: "/privileges",
          after: ["Organization administrator", "Application administrator (all)"],
        },
      ],
    });
    const { vendor_record } = JSON.parse(await readRest(granted?.id));
    expect(vendor_record).toEqual(redactValue(JSON.parse(line)));
    expect(Object.keys(vendor_record)).toEqual(
      expect.arrayContaining(Object.keys(JSON.parse(line))),
    );
  });
});
