import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeText, parseHex } from "@/lib/proof/bytes";
import { hashLeaf } from "@/lib/proof/hash";
import { checkNote, createSigner } from "@/lib/proof/signed-note";
import { createVerifierKey } from "@/lib/proof/verifier-key";
import { findLatestCheckpoint } from "@/lib/seal/queries";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import { askWitness } from "@/lib/witnesses/channels/tlog-witness";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { describeShared, sharedDir } from "@/testing/shared-data";
import {
  appendEvents,
  makeFolder,
  openTestSealer,
  sealNew,
  testSigner,
  ticketEvents,
} from "@/testing/test-sealer";
import { startTestWitness } from "@/testing/test-witness";
import { createFolderKeeper } from "./channels/folder";
import { bindWitness } from "./jobs";
import { type AnchorPlaces, anchorNewest, createAnchorMemory } from "./mutations";
import { openAnchorConnection } from "./queries";

const signer = createSigner("witness.test/w1", new Uint8Array(32).fill(9), "cosignature");
const folder = makeFolder("anchors");

let database: TestDatabase;
let northwind: TestOrganization;
let sealer: Sealer;
let witness: Awaited<ReturnType<typeof startTestWitness>>;
let options: AnchorPlaces;
let sql: ReturnType<typeof openAnchorConnection>;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind");
  sealer = await openTestSealer(database, makeFolder("witnessed"));
  witness = await startTestWitness(signer, [testSigner.key]);
  sql = openAnchorConnection(database.url("sealer"));
  options = {
    witnesses: [
      bindWitness({ name: "w1", key: signer.key, url: witness.url }, [witness.host]),
    ],
    keepers: [createFolderKeeper(folder)],
  };
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await witness.stop();
  await sql.end();
  await closeSealer(sealer);
  await database.drop();
});

async function sealMore(): Promise<void> {
  await appendEvents(northwind, null, ticketEvents(1));
  await sealNew(sealer);
}

describe("checkpoints taken outside", () => {
  it("are signed by a witness, each once, and copied with its signature", async () => {
    const state = createAnchorMemory();
    for (let turn = 1; turn <= 3; turn += 1) {
      await sealMore();
      await anchorNewest(sql, options, state);
      await anchorNewest(sql, options, state);
      expect(witness.bodies.length).toBe(turn);
    }
    const file = (await findLatestCheckpoint()) ?? "";
    expect(checkNote(file, [testSigner.key, signer.key])).toMatchObject({
      ok: true,
      verified: [testSigner.key, signer.key],
    });
    expect(readFileSync(join(folder, "checkpoint"), "utf8")).toBe(file);
    expect(readFileSync(join(folder, "checkpoints/3.txt"), "utf8")).toBe(file);
  });

  it("go on from what the witness knows after this process forgot it", async () => {
    await sealMore();
    await anchorNewest(sql, options, createAnchorMemory());
    expect(witness.bodies.at(-2)).toMatch(/^old 0\n/);
    expect(witness.bodies.at(-1)).toMatch(/^old 3\n/);
    expect(witness.seen.get(testSigner.key.name)?.size).toBe(4);
  });

  it("are not stored as signed when the witness saw more, or another history", async () => {
    const leaves = Array.from({ length: 4 }, (_, at) => hashLeaf(encodeText(`${at}`)));
    const { checkpoint } = (
      await database.admin<{ checkpoint: string }[]>`
      select checkpoint from custody.epochs order by epoch_index desc limit 1`
    )[0] ?? {
      checkpoint: "",
    };
    const asked = { name: "w1", key: signer.key, url: witness.url };
    const rules = { allow: [witness.host] };
    const log = {
      size: 4,
      checkpoint,
      hashRange: (from: number) => leaves[from] ?? leaves[0] ?? parseHex(""),
    };
    witness.seen.set(testSigner.key.name, { size: 9, root: new Uint8Array(32) });
    expect(await askWitness(asked, log, { knownSize: 0, rules })).toEqual({
      kind: "ahead",
      size: 9,
    });
    witness.seen.set(testSigner.key.name, { size: 3, root: new Uint8Array(32) });
    const forked = await askWitness(asked, log, { knownSize: 3, rules });
    expect(forked).toEqual({ kind: "forked" });
    const stranger = createSigner(
      "witness.test/w2",
      new Uint8Array(32).fill(8),
      "cosignature",
    );
    witness.seen.delete(testSigner.key.name);
    const other = { ...asked, key: stranger.key };
    expect(await askWitness(other, log, { knownSize: 0, rules })).toMatchObject({
      kind: "failed",
    });
  });
});

describeShared("the witness these tests ask", () => {
  it("answers what the outside vectors say", async () => {
    const file = `${sharedDir}vectors/witness/litewitness-add-checkpoint.json`;
    const { logPublicKeyHex, witnessName, requests } = JSON.parse(
      readFileSync(file, "utf8"),
    ) as {
      logPublicKeyHex: string;
      witnessName: string;
      requests: { body: string; status: number; bodyText: string }[];
    };
    const [, origin = ""] = /\n\n(.+)\n/.exec(requests[0]?.body ?? "") ?? [];
    const logKey = createVerifierKey(origin, parseHex(logPublicKeyHex));
    const own = createSigner(witnessName, new Uint8Array(32).fill(5), "cosignature");
    const started = await startTestWitness(own, [logKey]);
    try {
      for (const { body, status, bodyText } of requests) {
        const answer = await fetch(`${started.url}/add-checkpoint`, {
          method: "POST",
          body,
        });
        const said = await answer.text();
        expect({ status: answer.status, said }).toEqual({
          status,
          said: expect.stringContaining(bodyText),
        });
      }
    } finally {
      await started.stop();
    }
  });
});
