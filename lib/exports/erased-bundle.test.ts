import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChain, findSealedChain, proveDisclosed } from "@/lib/bundles/queries";
import { resolveRange } from "@/lib/entries/range";
import { checkEntryProof, type EntryProof } from "@/lib/entry-proofs/model";
import { findEntryProof } from "@/lib/entry-proofs/queries";
import { exportBundle } from "@/lib/exports/jobs";
import { parseExportQuery, wholeLog } from "@/lib/exports/model";
import { type BundleVerdict, listClaims } from "@/lib/proof/bundle-verdict";
import { mergeRanges } from "@/lib/proof/disclose-entry";
import { policyOfKeys } from "@/lib/proof/policy";
import { createSigner } from "@/lib/proof/signed-note";
import { runToEnd, verifyArchive } from "@/lib/proof/verify-bundle";
import { checkTexts } from "@/lib/reading/check-texts";
import { findTexts } from "@/lib/reading/queries";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import { testOrigin } from "@/testing/cluster";
import type { TestDatabase } from "@/testing/database";
import { decideErasure, runErasing } from "@/testing/erasing";
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
import { findShown } from "./queries";
import { createReceipt } from "./receipt";

const folder = mkdtempSync(join(tmpdir(), "custody-erased-bundles-"));
const signer = createSigner(`${testOrigin}/export`, new Uint8Array(32).fill(7));
const policy = policyOfKeys([testSigner.key, signer.key]);

let database: TestDatabase;
let northwind: TestOrganization;
let sealer: Sealer;

/** Tickets whose entries lose two values each; their records come last. */
const erasedTickets = [1, 4];
/** The place of the first of them in its stream. */
let erasedAt: number;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme", "bolt"]);
  sealer = await openTestSealer(database, makeFolder("erased-bundles"));
  const events = ticketEvents(8).map((event, at) =>
    erasedTickets.includes(at)
      ? {
          ...event,
          actor: { type: "user" as const, id: "u_z", email: "zoe@acme.example" },
        }
      : event,
  );
  await appendEvents(northwind, "acme", events);
  await appendEvents(northwind, "bolt", ticketEvents(3));
  await sealNew(sealer);
  await database.admin`
    insert into custody.export_requests (organization_id, id, requester_id, requester,
      format, query, row_count, state, sha256, expires_at)
    values (${northwind.organizationId}, 'exp_before', 'u', '{}', 'csv', '', 1, 'done',
      ${"0".repeat(64)}, now() + interval '5 days')`;
  await decideErasure(northwind, { email: "zoe@acme.example", withOrigins: true });
  await runErasing(database);
  await appendEvents(northwind, "acme", ticketEvents(3));
  await sealNew(sealer);
  const [row] = await database.admin<{ sidx: number }[]>`
    select min(sidx)::int as sidx from custody.entries where entry_key is null`;
  erasedAt = row?.sidx ?? -1;
}, 60_000);

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await closeSealer(sealer);
  await database.drop();
});

const verify = (bytes: Uint8Array) => runToEnd(verifyArchive(bytes, policy));

async function exportOf(client: string | null, query: string | null, withStubs = false) {
  const file = join(folder, "bundle.zip");
  const read = query === null ? null : parseExportQuery(query);
  if (read && !read.ok) throw new Error("the query is refused");
  const asked = read?.value ?? wholeLog;
  await exportBundle(northwind.ctx, {
    clientId: client === null ? null : (northwind.clients[client] ?? null),
    query: asked,
    range: resolveRange(asked.filter, new Date(), "UTC"),
    withStubs,
    file,
    signer,
  });
  const bytes = new Uint8Array(readFileSync(file));
  return { bytes, claims: claimsOf(verify(bytes)) };
}

function claimsOf(verdict: BundleVerdict): string[] {
  expect(verdict).toMatchObject({ ok: true });
  return verdict.ok ? listClaims(verdict.facts) : [];
}

async function findRow(sidx: number): Promise<{ id: string; at: string }> {
  const [row] = await database.admin<{ id: string; at: string }[]>`
    select id, custody.format_instant(recorded_at) as at from custody.entries
    where client_id = ${northwind.clients.acme ?? ""} and sidx = ${sidx}`;
  if (!row) throw new Error(`no entry ${sidx}`);
  return row;
}

describe("a bundle with erased entries", () => {
  it.each(["acme", null])(
    "of %s is authentic, complete and says how many",
    async (who) => {
      const { claims } = await exportOf(who, null);
      expect(claims.some((claim) => claim.startsWith("COMPLETE"))).toBe(true);
      expect(claims).toContain("ERASED 4");
      expect(claims).not.toContain("PARTIAL");
    },
  );

  it("of a time before they were erased carries the records behind it", async () => {
    const [from, to] = [(await findRow(1)).at, (await findRow(7)).at];
    const { claims } = await exportOf("acme", `from=${from}&to=${to}`);
    expect(claims).toContain("COMPLETE (#1 to #6)");
    expect(claims).toContain("ERASED 4");
    expect(claims).not.toContain("PARTIAL");
  });

  it("of a filter carries their records, with stubs and without", async () => {
    const stubs = await exportOf("acme", "range=all&id=1,4", true);
    expect(stubs.claims.some((claim) => claim.startsWith("COMPLETE"))).toBe(true);
    expect(stubs.claims).toContain("ERASED 4");
    for (const query of ["range=all&id=1,4", "range=all&q=closed"]) {
      const { claims } = await exportOf("acme", query);
      expect(claims, query).toEqual(expect.arrayContaining(["AUTHENTIC", "ERASED 4"]));
    }
  });

  it("is not complete by a filter that what was erased would have to decide", async () => {
    const { claims } = await exportOf("acme", "range=all&actor=alice@msp.example", true);
    expect(claims).toContain("AUTHENTIC");
    expect(claims.some((claim) => claim.startsWith("COMPLETE"))).toBe(false);
  });

  it("holds nothing of what was erased", async () => {
    for (const client of ["acme", null]) {
      const { bytes } = await exportOf(client, null);
      expect(Buffer.from(bytes).includes("zoe@acme.example")).toBe(false);
    }
  });

  it("of one entry is a receipt that carries its record", async () => {
    const { scope } = northwind.ctx;
    const clientId = northwind.clients.acme ?? null;
    const chain = await findChain(scope, { kind: "client", clientId });
    const sealed = chain && (await findSealedChain(scope, chain));
    const shown = sealed && (await findShown(scope, sealed, erasedAt));
    if (!sealed || !shown) throw new Error("nothing is sealed");
    const { entry, records } = shown;
    const places = [entry, ...records].map(({ sidx }) => sidx);
    const proof = await proveDisclosed(scope, sealed, mergeRanges(places));
    const parts = { entry, records, proof, signer, now: new Date() };
    const claims = claimsOf(verify(createReceipt(sealed, parts)));
    expect(claims).toEqual(
      expect.arrayContaining([`COMPLETE (#${erasedAt})`, "ERASED 2"]),
    );
  });
});

it("a file that was made before the erasure cannot be fetched any more", async () => {
  const [row] = await database.admin`
    select expires_at <= now() as "isGone" from custody.export_requests`;
  expect(row).toEqual({ isGone: true });
});

describe("one erased entry", () => {
  async function prove(): Promise<EntryProof> {
    const found = await findEntryProof(northwind.ctx.scope, (await findRow(erasedAt)).id);
    if (found.kind !== "proof") throw new Error(found.kind);
    return found.proof;
  }

  it("is proven by what stays of it, and by nothing else", async () => {
    const proof = await prove();
    expect(proof.entry_key).toBeNull();
    expect(checkEntryProof(proof, [testSigner.key])).toEqual({ ok: true });
    const fields = proof.fields.map((text) => text?.replace("Closed", "Closee") ?? null);
    const edited = { ...proof, fields };
    expect(checkEntryProof(edited, [testSigner.key])).toMatchObject({ ok: false });
    const { erased: _, ...bare } = proof;
    expect(checkEntryProof(bare, [testSigner.key])).toMatchObject({ ok: false });
  });

  it("can be checked in the browser, content and links", async () => {
    const texts = await findTexts(northwind.ctx.scope, (await findRow(erasedAt)).id);
    const checks = texts ? checkTexts(texts) : [];
    expect(checks.map(({ isSame }) => isSame)).toEqual([true, true, true, true, true]);
  });
});
