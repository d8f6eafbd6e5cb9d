import { rmSync, statSync } from "node:fs";
import type { Ctx } from "@/lib/access/model";
import { writePacksJob } from "@/lib/pack-writing/jobs";
import { locatePack } from "@/lib/packs/formats/pack-place";
import { noChoices } from "@/lib/packs/model";
import { createPack } from "@/lib/packs/mutations";
import { quarterOf } from "@/lib/packs/period";
import { findPack } from "@/lib/packs/queries";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import { actingAs } from "@/testing/acting";
import { inWorker, makeExportFolder } from "@/testing/export-work";
import { makeOrganization, openTestDatabase } from "@/testing/organization";
import {
  appendEvents,
  makeFolder,
  openTestSealer,
  sealNew,
  ticketEvents,
} from "@/testing/test-sealer";
import { type Figure, measure } from "./figure";

const entryCount = 20_000;
const atOnce = 1_000;

/** Everything done for one client in a quarter, from the click to the whole zip. */
export async function benchPack(): Promise<Figure[]> {
  const folder = makeExportFolder();
  const database = await openTestDatabase();
  const sealer: Sealer = await openTestSealer(database, makeFolder("bench-pack"));
  try {
    const organization = await makeOrganization("bench", ["acme"]);
    for (let from = 0; from < entryCount; from += atOnce) {
      await appendEvents(organization, "acme", ticketEvents(atOnce, from));
    }
    const auditor = actingAs(organization, "auditor");
    const start = performance.now();
    const { id } = await ask(auditor);
    await sealNew(sealer);
    await inWorker(database, writePacksJob);
    const seconds = (performance.now() - start) / 1000;
    const pack = await findPack(auditor.scope, id);
    if (pack?.state !== "done") throw new Error(`the pack is ${pack?.state}`);
    const { size } = statSync(locatePack(pack));
    return [
      measure("pack.client_quarter_20k", seconds, "s", { atMost: 20 }),
      measure("pack.bytes_per_entry", size / pack.entryCount, "B", { atMost: 1_500 }),
    ];
  } finally {
    await closeSealer(sealer);
    await database.drop();
    rmSync(folder, { recursive: true });
  }
}

function ask(ctx: Ctx) {
  const now = new Date();
  const day = { year: now.getUTCFullYear(), month: now.getUTCMonth() + 1, day: 1 };
  const choices = {
    ...noChoices,
    purpose: "client_review" as const,
    clientSlug: "acme",
    period: quarterOf(day),
    sections: ["everything"],
  };
  return createPack(ctx, { choices, zone: "UTC" });
}
