import { existsSync, readFileSync, rmSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "@/lib/access/model";
import { locatePack } from "@/lib/packs/formats/pack-place";
import type { Choices, Pack } from "@/lib/packs/model";
import {
  cancelPack,
  createPack,
  draftNextPack,
  rebuildPack,
  recordPackDownload,
} from "@/lib/packs/mutations";
import { purposes } from "@/lib/packs/purposes";
import { findOwnDraft, findPack } from "@/lib/packs/queries";
import { policyOfKeys } from "@/lib/proof/policy";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import { actingAs, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import { exportSignerOf, inWorker, makeExportFolder } from "@/testing/export-work";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { clientReview, quarter } from "@/testing/pack-work";
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
const _policy = policyOfKeys([testSigner.key, exportSignerOf(folder).key]);
let database: TestDatabase;
let northwind: TestOrganization;
let sealer: Sealer;
let auditor: Ctx;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme", "bolt"]);
  sealer = await openTestSealer(database, makeFolder("pack-access"));
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

const _unzip = (pack: Pack) => unzipSync(new Uint8Array(readFileSync(locatePack(pack))));
const _textOf = (files: Record<string, Uint8Array>, name: string) =>
  strFromU8(files[name] ?? new Uint8Array());

describe("who may make packs", () => {
  it("a technician neither makes nor fetches one, and that they tried is in the log", async () => {
    const pack = await ask(clientReview);
    const technician = actingAs(northwind, "technician");
    const denied = { code: "access.denied" };
    await expect(ask(clientReview, technician)).rejects.toMatchObject(denied);
    await expect(recordPackDownload(technician, { id: pack.id })).rejects.toMatchObject(
      denied,
    );
    await expect(cancelPack(technician, { id: pack.id })).rejects.toMatchObject(denied);
    const told = await listTold(database, northwind, "access.denied");
    expect(told.map(({ actor }) => actor.email)).toContain("technician@msp.example");
    await cancelPack(auditor, { id: pack.id });
  });

  it("another organization finds none of it, and that they asked is in their log", async () => {
    const pack = await ask(clientReview);
    const contoso = await makeOrganization("contoso", ["acme"]);
    const stranger = actingAs(contoso, "owner");
    expect(await findPack(stranger.scope, pack.id)).toBeNull();
    const missing = { code: "resource.not_found" };
    for (const act of [recordPackDownload, cancelPack, rebuildPack, draftNextPack]) {
      await expect(act(stranger, { id: pack.id })).rejects.toMatchObject(missing);
    }
    const told = await listTold(database, contoso, "access.denied");
    expect(told.map(({ target }) => target?.id)).toContain(pack.id);
    await cancelPack(auditor, { id: pack.id });
    await make();
    expect((await read(pack)).state).toBe("cancelled");
    expect(existsSync(locatePack(pack))).toBe(false);
  });

  it("each download is in the log, with the hash of the file", async () => {
    const asked = await ask({ ...clientReview, sections: ["permissions"] });
    await expect(recordPackDownload(auditor, { id: asked.id })).rejects.toMatchObject({
      code: "pack.not_ready",
    });
    await make();
    const pack = await recordPackDownload(auditor, { id: asked.id });
    const told = await listTold(database, northwind, "evidence_pack.downloaded");
    expect(told.at(-1)).toMatchObject({
      target: { id: pack.id },
      metadata: { sha256: pack.sha256 },
    });
  });
});

describe("the draft of a pack", () => {
  it("of the next quarter is the same pack, to be looked through", async () => {
    const pack = await ask(clientReview);
    await draftNextPack(auditor, { id: pack.id });
    expect(await findOwnDraft(auditor)).toMatchObject({
      purpose: "client_review",
      clientSlug: "acme",
      sections: ["everything", "permissions"],
    });
    expect((await findOwnDraft(auditor)).period).not.toBe(quarter);
    await cancelPack(auditor, { id: pack.id });
  });

  it("says what is missing at the field that misses it", async () => {
    const wanted = { ...clientReview, clientSlug: "", period: "2999-Q1", sections: [] };
    await expect(ask(wanted)).rejects.toMatchObject({
      facts: {
        errors: [
          { pointer: "/clientSlug" },
          { pointer: "/period" },
          { pointer: "/sections" },
        ],
      },
    });
    expect(purposes.client_review.sections).toEqual(["everything"]);
  });
});
