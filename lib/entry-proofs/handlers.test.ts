import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as getCheckpoint } from "@/app/api/v1/checkpoints/latest/route";
import { checkNote } from "@/lib/proof/signed-note";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import { listEntries, makeKey } from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import {
  appendEvents,
  makeFolder,
  openTestSealer,
  sealNew,
  testSigner,
  ticketEvents,
} from "@/testing/test-sealer";
import { handleProof } from "./handlers";
import { checkEntryProof, type EntryProof } from "./model";

let database: TestDatabase;
let northwind: TestOrganization;
let sealer: Sealer;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme", "bolt"]);
  await makeOrganization("southwind", ["coda"]);
  await appendEvents(northwind, "bolt", ticketEvents(1100));
  await appendEvents(northwind, "acme", ticketEvents(7));
  sealer = await openTestSealer(database, makeFolder("proofs"));
});

afterAll(async () => {
  await closeSealer(sealer);
  await database.drop();
});

async function askProof(key: string, id: string): Promise<EntryProof> {
  const request = new Request("http://localhost/api/v1/audit-logs/x/proof", {
    headers: { authorization: `Bearer ${key}` },
  });
  const answer: Response = await handleProof(request, {
    params: Promise.resolve({ id }),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as EntryProof;
}

async function someIds(key: string): Promise<string[]> {
  const { body } = await listEntries(key, { limit: "1000", order: "asc" });
  const { data } = body;
  return [data[0], data[5], data[700], data.at(-1)].map((entry) => entry?.id ?? "");
}

describe("the newest checkpoint", () => {
  it("is nothing before anything is sealed, then a note that anyone may read", async () => {
    const request = new Request("http://localhost/api/v1/checkpoints/latest");
    expect((await getCheckpoint(request)).status).toBe(404);
    await sealNew(sealer);
    const answer = await getCheckpoint(request);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(checkNote(await answer.text(), [testSigner.key]).ok).toBe(true);
  });
});

describe("the proof of one entry", () => {
  it("leads from its texts to the signed checkpoint, wherever the entry stands", async () => {
    const key = await makeKey(northwind, ["audit:read"]);
    await sealNew(sealer);
    for (const id of await someIds(key)) {
      const proof = await askProof(key, id);
      expect(checkEntryProof(proof, [testSigner.key])).toEqual({ ok: true });
      expect(proof.organization).toBeDefined();
    }
  });

  it("does not survive a change of any part of it", async () => {
    const key = await makeKey(northwind, ["audit:read"]);
    await sealNew(sealer);
    const [, id = ""] = await someIds(key);
    const proof = await askProof(key, id);
    const parts = new Set<string>();
    JSON.stringify(proof, (_, value) => {
      if (typeof value === "string" && value !== proof.format) parts.add(value);
      return value;
    });
    for (const part of parts) {
      const changed = part.replace(/[0-9a-z]/, (unit) => (unit === "1" ? "2" : "1"));
      const text = JSON.stringify(proof, (_, value) =>
        value === part ? changed : value,
      );
      const forged = JSON.parse(text) as EntryProof;
      expect(checkEntryProof(forged, [testSigner.key]).ok, part).toBe(false);
    }
    expect(checkEntryProof(proof, []).ok).toBe(false);
  });

  it("tells a key of one client nothing of the organization's numbers", async () => {
    const key = await makeKey(northwind, ["audit:read"], "acme");
    await sealNew(sealer);
    const { body } = await listEntries(key, { limit: "5" });
    const proof = await askProof(key, body.data[0]?.id ?? "");
    expect(proof.organization).toBeUndefined();
    expect(checkEntryProof(proof, [testSigner.key])).toEqual({ ok: true });
  });
});
