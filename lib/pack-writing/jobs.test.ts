import { existsSync, readFileSync, rmSync } from "node:fs";
import Papa from "papaparse";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "@/lib/access/model";
import { takePack } from "@/lib/pack-progress/mutations";
import { locatePack } from "@/lib/packs/formats/pack-place";
import type { Choices, Pack } from "@/lib/packs/model";
import { createPack, rebuildPack } from "@/lib/packs/mutations";
import { findPack } from "@/lib/packs/queries";
import { listClaims } from "@/lib/proof/bundle-verdict";
import { policyOfKeys } from "@/lib/proof/policy";
import { runToEnd, verifyArchive } from "@/lib/proof/verify-bundle";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import { actingAs } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import { exportSignerOf, inWorker, makeExportFolder } from "@/testing/export-work";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { clientReview, textOf, unzip } from "@/testing/pack-work";
import {
  appendEvents,
  makeFolder,
  openTestSealer,
  sealNew,
  testSigner,
  ticketEvents,
} from "@/testing/test-sealer";
import { writePacksJob } from "./jobs";

const folder = makeExportFolder();
const policy = policyOfKeys([testSigner.key, exportSignerOf(folder).key]);
let database: TestDatabase;
let northwind: TestOrganization;
let sealer: Sealer;
let auditor: Ctx;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme", "bolt"]);
  sealer = await openTestSealer(database, makeFolder("pack-jobs"));
  await appendEvents(northwind, "acme", ticketEvents(40));
  await appendEvents(northwind, "bolt", ticketEvents(30, 100));
  await sealNew(sealer);
  auditor = actingAs(northwind, "auditor");
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await closeSealer(sealer);
  await database.drop();
});

const ask = (choices: Choices, ctx = auditor) =>
  createPack(ctx, { choices, zone: "UTC" });

async function make(): Promise<void> {
  await sealNew(sealer);
  await inWorker(database, writePacksJob);
}

async function read({ id }: Pack) {
  const pack = await findPack(auditor.scope, id);
  if (!pack) throw new Error("the pack is gone");
  return pack;
}

describe("a pack of one client's quarter", () => {
  it("holds that client's entries as CSV, JSON, PDF and a bundle that verifies", async () => {
    const asked = await ask(clientReview);
    await make();
    const pack = await read(asked);
    expect(pack).toMatchObject({
      state: "done",
      verdict: { state: "holds" },
      error: null,
    });
    const files = unzip(pack);
    expect(Object.keys(files)).toEqual([
      "README.txt",
      "summary.pdf",
      "manifest.json",
      "01-everything.csv",
      "01-everything.json",
      "01-everything.bundle.zip",
      "02-permissions.csv",
      "02-permissions.json",
      "02-permissions.bundle.zip",
      "people.csv",
      "people.json",
    ]);
    const { data } = Papa.parse<Record<string, string>>(
      textOf(files, "01-everything.csv"),
      { header: true, skipEmptyLines: true },
    );
    expect(data).toHaveLength(pack.sections[0]?.count ?? -1);
    expect(new Set(data.map(({ client }) => client))).toEqual(new Set(["acme"]));
    expect(new Set(data.map(({ verification }) => verification))).toEqual(
      new Set(["holds"]),
    );
    expect(data[0]).not.toHaveProperty("idx");
    const json = JSON.parse(textOf(files, "01-everything.json"));
    expect(json.data.map((entry: { hash: string }) => entry.hash)).toEqual(
      data.map(({ hash }) => hash),
    );
    const bundle = files["01-everything.bundle.zip"] ?? new Uint8Array();
    const verdict = runToEnd(verifyArchive(bundle, policy));
    expect(verdict).toMatchObject({ ok: true });
    expect(verdict.ok && listClaims(verdict.facts).join(" ")).toMatch(/COMPLETE/);
    expect(textOf(files, "people.csv")).toContain('"system"');
  });

  it("says in its manifest the hash of every other file, and which controls it supports", async () => {
    const asked = await ask(clientReview);
    await make();
    const files = unzip(await read(asked));
    const manifest = JSON.parse(textOf(files, "manifest.json"));
    for (const { name, sha256 } of manifest.files) {
      const digest = await crypto.subtle.digest(
        "SHA-256",
        Uint8Array.from(files[name] ?? new Uint8Array()),
      );
      expect(`${name} ${Buffer.from(digest).toString("hex")}`).toBe(`${name} ${sha256}`);
    }
    expect(manifest.files.map(({ name }: { name: string }) => name).sort()).toEqual(
      Object.keys(files)
        .filter((name) => name !== "manifest.json")
        .sort(),
    );
    expect(manifest.controls).toContainEqual({
      framework: "SOC 2",
      edition: "AICPA Trust Services Criteria 2017, points of focus of 2022",
      id: "CC6.3",
      words: "Access is given, changed and removed by role and least privilege",
      sections: ["permissions"],
    });
    expect(manifest.what_this_means).toContain("do not certify");
  });

  it("shows hostile words as words: one line in the README, marked in the PDF", async () => {
    const asked = await ask(clientReview);
    await make();
    const files = unzip(await read(asked));
    const readme = textOf(files, "README.txt");
    expect(readme).toContain("Prepared for: Acme, for its board X-Injected: 1\r\n");
    expect(readme).not.toMatch(/^X-Injected/m);
    const pdf = await getDocumentProxy(files["summary.pdf"] ?? new Uint8Array());
    const { text } = await extractText(pdf, { mergePages: true });
    expect(text).toContain("Client review");
    expect(text).toContain("<script>alert(1)</script>");
    expect(text).not.toContain("\u202e");
    expect(text).toContain("do not certify");
  });
});

describe("a pack that is asked for again by its id", () => {
  it("gives the same bytes, whatever was recorded and sealed since", async () => {
    const asked = await ask(clientReview);
    await make();
    const pack = await read(asked);
    const before = readFileSync(locatePack(pack));
    await appendEvents(northwind, "acme", ticketEvents(5, 700));
    await sealNew(sealer);
    rmSync(locatePack(pack));
    await rebuildPack(auditor, { id: pack.id });
    await make();
    expect(await read(asked)).toMatchObject({ state: "done", sha256: pack.sha256 });
    expect(readFileSync(locatePack(pack)).equals(before)).toBe(true);
  });

  it("is refused where it could only be another file, and says so", async () => {
    const asked = await ask(clientReview);
    await make();
    const pack = await read(asked);
    rmSync(locatePack(pack));
    await database.admin`update custody.clients set name = 'Renamed'
      where id = ${northwind.clients.acme ?? ""}`;
    await rebuildPack(auditor, { id: pack.id });
    await make();
    await database.admin`update custody.clients set name = 'Client acme'
      where id = ${northwind.clients.acme ?? ""}`;
    expect(await read(asked)).toMatchObject({
      state: "failed",
      sha256: pack.sha256,
      error: expect.stringContaining("not the file that was made before"),
    });
    expect(existsSync(locatePack(pack))).toBe(false);
  });

  it("goes on after a crash with the parts that were finished", async () => {
    const asked = await ask(clientReview);
    await make();
    const whole = await read(asked);
    const before = readFileSync(locatePack(whole));
    rmSync(locatePack(whole));
    await rebuildPack(auditor, { id: whole.id });
    await inWorker(database, () => takePack(whole));
    await database.admin`update custody.evidence_packs
      set leased_until = now() - interval '1 second' where id = ${whole.id}`;
    expect((await read(asked)).state).toBe("running");
    await make();
    expect((await read(asked)).state).toBe("done");
    expect(readFileSync(locatePack(whole)).equals(before)).toBe(true);
  });
});

describe("a pack of a log that was changed", () => {
  it("names the entry, has no bundle of it and says why", async () => {
    const fabrikam = await makeOrganization("fabrikam", ["acme"]);
    await appendEvents(fabrikam, "acme", ticketEvents(10));
    await sealNew(sealer);
    const owner = actingAs(fabrikam, "owner");
    const asked = await ask({ ...clientReview, sections: ["everything"] }, owner);
    await sealNew(sealer);
    await database.admin.begin(async (tx) => {
      await tx`alter table custody.entries disable trigger user`;
      await tx`update custody.entries
        set fields[1] = replace(fields[1], 'ticket', 'tockit')
        where organization_id = ${fabrikam.organizationId} and sidx = 5
          and client_id is not null`;
      await tx`alter table custody.entries enable always trigger entries_append_only`;
      await tx`alter table custody.entries enable always trigger entries_never_truncated`;
    });
    await inWorker(database, writePacksJob);
    const pack = await findPack(owner.scope, asked.id);
    expect(pack).toMatchObject({
      state: "done",
      verdict: {
        state: "altered",
        alteredCount: 1,
        refused: [{ name: "01-everything.bundle.zip" }],
      },
    });
    if (!pack) throw new Error("the pack is gone");
    const files = unzip(pack);
    expect(files["01-everything.bundle.zip"]).toBeUndefined();
    expect(textOf(files, "README.txt")).toContain("DO NOT HOLD");
    expect(textOf(files, "01-everything.csv")).toContain("ALTERED");
  });
});
