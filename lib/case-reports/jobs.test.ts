import { createHash } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "@/lib/access/model";
import { findOwnPolicy } from "@/lib/bundles/queries";
import { openCase, pinEntries } from "@/lib/cases/mutations";
import { appendEvents } from "@/lib/entries/mutations";
import { listClaims } from "@/lib/proof/bundle-verdict";
import { parsePolicy } from "@/lib/proof/policy";
import { runToEnd, verifyArchive } from "@/lib/proof/verify-bundle";
import { readInScope } from "@/lib/runtime/transaction";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import { actingAs, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { readPdfPages } from "@/testing/read-pdf";
import { disarm } from "@/testing/tamper";
import { makeFolder, openTestSealer, sealNew } from "@/testing/test-sealer";
import { makeCaseBundle, makeCasePdf } from "./jobs";
import { type CaseReport, findCaseReport } from "./queries";

let database: TestDatabase;
let northwind: TestOrganization;
let sealer: Sealer;
let owner: Ctx;
let entryIds: string[];
let id: string;

const hostile = "=1+1 <script>\u202eevil";

beforeAll(async () => {
  database = await openTestDatabase();
  process.env.CUSTODY_DIR = database.custodyDir;
  northwind = await makeOrganization("northwind", ["acme"]);
  sealer = await openTestSealer(database, makeFolder("case-reports"));
  owner = actingAs(northwind, "owner");
  const events = Array.from({ length: 8 }, (_, at) => ({
    event: {
      action: "ticket.updated",
      client: "acme",
      target: { type: "ticket", id: String(at), name: `Ticket ${at} ${hostile}` },
      before: { status: "Open" },
      after: { status: "Closed" },
    },
    pointer: `/events/${at}`,
  }));
  entryIds = (await appendEvents(northwind.ctx, events)).entries.map((one) => one.id);
  id = (await openCase(owner, { name: `Mailbox ${hostile}` })).id;
  const wanted = [entryIds[6] ?? "", entryIds[1] ?? "", entryIds[2] ?? ""];
  await pinEntries(owner, { id, entryIds: wanted });
  await sealNew(sealer);
});

afterAll(async () => {
  await closeSealer(sealer);
  await database.drop();
});

async function read(): Promise<CaseReport> {
  const report = await readInScope(owner.scope, (tx) =>
    findCaseReport(tx, owner.scope, id),
  );
  if (!report) throw new Error("no case");
  return report;
}

const about = () => ({
  organization: "Northwind",
  zone: "UTC",
  clientNames: { acme: "Acme Ltd" },
  madeBy: "owner",
  now: new Date("2026-02-01T10:00:00Z"),
});

describe("the files of a case", () => {
  it("are a bundle of exactly what is pinned, which anybody can check", async () => {
    const bytes = await makeCaseBundle(owner, await read());
    const policy = parsePolicy((await findOwnPolicy()) ?? "");
    const verdict = runToEnd(verifyArchive(bytes, policy));
    if (!verdict.ok) throw new Error(JSON.stringify(verdict));
    const claims = listClaims(verdict.facts).join(" ");
    expect(claims).toContain("AUTHENTIC");
    expect(claims).not.toContain("COMPLETE");
    const lines = strFromU8(unzipSync(bytes)["entries.jsonl"] ?? new Uint8Array());
    expect(lines.trim().split("\n")).toHaveLength(3);
    const [told] = (await listTold(database, northwind, "case.report_exported")).slice(
      -1,
    );
    expect(told?.metadata).toMatchObject({
      form: "bundle",
      count: 3,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    });
  });

  it("are a document with the words, the times and what changed", async () => {
    const bytes = await makeCasePdf(owner, await read(), about());
    const text = (await readPdfPages(bytes)).join("\n");
    expect(text).toContain("3 pinned entries were recomputed for this report: all hold.");
    expect(text).toContain("Acme Ltd");
    expect(text).toMatch(/status: ?Open → Closed/);
    expect(text).toContain("⟨RLO⟩");
  });

  it("do not leave when a pinned entry was altered; that is in the log", async () => {
    const [row] = await database.admin<{ fields: string[] }[]>`
      select fields from custody.entries where id = ${entryIds[6] ?? ""}`;
    await disarm(database);
    const fields = row?.fields ?? [];
    const changed = fields.map((text) => text?.replace("Closed", "Solved") ?? text);
    await database.admin`update custody.entries set fields = ${changed}
      where id = ${entryIds[6] ?? ""}`;
    const altered = { code: "log.altered" };
    await expect(makeCaseBundle(owner, await read())).rejects.toMatchObject(altered);
    await expect(makeCasePdf(owner, await read(), about())).rejects.toMatchObject(
      altered,
    );
    const [told] = (await listTold(database, northwind, "case.report_exported")).slice(
      -1,
    );
    expect(told).toMatchObject({
      outcome: "failed",
      metadata: { entry_id: entryIds[6] },
    });
  });
});
