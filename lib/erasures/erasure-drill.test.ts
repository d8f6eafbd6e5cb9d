import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkEntryNow } from "@/lib/checks/queries";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import {
  closeVerifier,
  type Verifier,
  verifyTick,
  verifyWhole,
} from "@/lib/verification/mutations";
import type { TestDatabase } from "@/testing/database";
import { decideErasure, runErasing } from "@/testing/erasing";
import { erasureDrills } from "@/testing/erasure-drills";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { disarm } from "@/testing/tamper";
import type { Place } from "@/testing/tamper-drills";
import {
  appendEvents,
  makeFolder,
  openTestSealer,
  openTestVerifier,
  sealNew,
  ticketEvents,
} from "@/testing/test-sealer";

let database: TestDatabase;
let sealer: Sealer;
let verifier: Verifier;
let control: TestOrganization;
const organizations: TestOrganization[] = [];

const person = { type: "user" as const, id: "u_zoe", email: "zoe@acme.example" };

beforeAll(async () => {
  database = await openTestDatabase();
  control = await makeOrganization("control", ["acme"]);
  for (const at of erasureDrills.keys()) {
    organizations.push(await makeOrganization(`drill-${at}`, ["acme"]));
  }
  const folder = makeFolder("erasure-drill");
  sealer = await openTestSealer(database, folder);
  verifier = await openTestVerifier(database, folder);
  const all = [control, ...organizations];
  for (const one of all) {
    const [first, second, third] = ticketEvents(3);
    if (!first || !second || !third) throw new Error("no events");
    await appendEvents(one, "acme", [
      { ...first, target: { type: "contact", id: "1", name: "zoe@acme.example" } },
      { ...first, context: { ip: "198.51.100.7" }, metadata: { from: "198.51.100.7" } },
      { ...second, actor: person },
      third,
    ]);
  }
  await sealNew(sealer);
  for (const one of all) {
    await decideErasure(one, { email: "zoe@acme.example" });
    await decideErasure(one, { addresses: ["198.51.100.7"] });
  }
  await runErasing(database);
  await sealNew(sealer);
}, 120_000);

afterAll(async () => {
  await closeVerifier(verifier);
  await closeSealer(sealer);
  await database.drop();
});

async function findPlace({ organizationId: id }: TestOrganization): Promise<Place> {
  const [row] = await database.admin`
    select (select next_idx::int from custody.organization_heads
        where organization_id = ${id}::uuid) as end,
      idx::int as idx
    from custody.entries where organization_id = ${id}::uuid
      and action = 'ticket.status_changed' and actor_id = 'u_zoe'`;
  const [idx, end] = [Number(row?.idx), Number(row?.end)];
  return { id, other: control.organizationId, idx, end };
}

describe("the tamper drill on erased entries, as a superuser with triggers off,", () => {
  it("finds nothing in logs whose erasures are on record", async () => {
    const reports = await verifyTick(verifier);
    expect(reports).toHaveLength(erasureDrills.length + 1);
    expect(reports.flatMap(({ findings }) => findings)).toEqual([]);
    const whole = await verifyWhole(verifier, control.organizationId, { isWhole: true });
    expect(whole.findings).toEqual([]);
  });

  it.each(erasureDrills.map((drill, at) => ({ ...drill, at })))(
    "names the entry when $name",
    async ({ kinds, attack, names, at }) => {
      const organization = organizations[at];
      if (!organization) throw new Error("no organization");
      const place = await findPlace(organization);
      await disarm(database);
      await attack(database.admin, place);
      const report = await verifyWhole(verifier, place.id, { isWhole: true });
      const bad = names ? names(place) : place.idx;
      const [first] = report.findings;
      expect(first).toMatchObject({ firstIdx: bad, lastIdx: bad });
      expect(first?.kind).toBeOneOf(kinds);
      expect(await checkOpened(organization, bad)).toMatchObject({ firstIdx: bad });
    },
  );

  it("misses none of them within one pass in the background", async () => {
    verifier.state.finished.clear();
    const reports = await verifyTick(verifier);
    const silent = reports
      .filter(({ findings }) => findings.length === 0)
      .map(({ slug }) => slug);
    expect(silent).toEqual(["control"]);
  });
});

/** What whoever opens the entry is told. */
async function checkOpened({ ctx, organizationId }: TestOrganization, idx: number) {
  const [row] = await database.admin<{ id: string }[]>`
    select id from custody.entries
    where organization_id = ${organizationId}::uuid and idx = ${idx}`;
  return checkEntryNow(ctx.scope, row?.id ?? "");
}
