import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { disarm } from "@/testing/tamper";
import { drills, type Place } from "@/testing/tamper-drills";
import {
  appendEvents,
  makeFolder,
  openTestSealer,
  openTestVerifier,
  sealNew,
  ticketEvents,
} from "@/testing/test-sealer";
import { closeVerifier, type Verifier, verifyTick, verifyWhole } from "./mutations";

let database: TestDatabase;
let sealer: Sealer;
let verifier: Verifier;
let control: TestOrganization;
const organizations: TestOrganization[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  control = await makeOrganization("control", ["acme", "bolt"]);
  for (const at of drills.keys()) {
    organizations.push(await makeOrganization(`drill-${at}`, ["acme", "bolt"]));
  }
  const folder = makeFolder("drill");
  sealer = await openTestSealer(database, folder);
  verifier = await openTestVerifier(database, folder);
  const all = [control, ...organizations];
  for (const one of all) await appendEvents(one, "acme", ticketEvents(3));
  await sealNew(sealer);
  for (const one of all) {
    await appendEvents(one, "acme", ticketEvents(6));
    await appendEvents(one, "bolt", ticketEvents(6));
  }
  await sealNew(sealer);
}, 120_000);

afterAll(async () => {
  await closeVerifier(verifier);
  await closeSealer(sealer);
  await database.drop();
});

async function findPlace({ organizationId: id }: TestOrganization): Promise<Place> {
  const [row] = await database.admin`
    select next_idx::int as end, (
      select idx::int from custody.entries where organization_id = ${id}::uuid
        and action = 'ticket.status_changed' order by idx offset 5 limit 1) as idx
    from custody.organization_heads where organization_id = ${id}::uuid`;
  return {
    id,
    other: control.organizationId,
    idx: Number(row?.idx),
    end: Number(row?.end),
  };
}

describe("the tamper drill (T-33), as a superuser with triggers off,", () => {
  it("finds nothing in a log that nobody touched", async () => {
    const reports = await verifyTick(verifier);
    expect(reports).toHaveLength(drills.length + 1);
    expect(reports.flatMap(({ findings }) => findings)).toEqual([]);
    const whole = await verifyWhole(verifier, control.organizationId, { isWhole: true });
    expect(whole.findings).toEqual([]);
    expect((await verifyTick(verifier)).flatMap(({ findings }) => findings)).toEqual([]);
  });

  it.each(drills.map((drill, at) => ({ ...drill, at })))(
    "names the place when $name",
    async ({ kinds, attack, names, at }) => {
      const organization = organizations[at];
      if (!organization) throw new Error("no organization");
      const place = await findPlace(organization);
      await disarm(database);
      await attack(database.admin, place);
      const report = await verifyWhole(verifier, place.id, { isWhole: true });
      const [first] = report.findings;
      expect(first?.kind).toBeOneOf(kinds);
      const bad = names ? names(place) : place.idx;
      expect(first?.firstIdx).toBeLessThanOrEqual(bad);
      expect(first?.lastIdx).toBeGreaterThanOrEqual(bad);
    },
  );

  it("misses none of them within one pass in the background", async () => {
    verifier.state.finished.clear();
    verifier.state.segments.clear();
    const reports = await verifyTick(verifier);
    const silent = reports
      .filter(({ findings }) => findings.length === 0)
      .map(({ slug }) => slug);
    expect(silent).toEqual([]);
  });
});
