import { join } from "node:path";
import { readInstallation } from "@/db/migrate";
import { mintKeyCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { appendEvents } from "@/lib/entries/mutations";
import { readSigners } from "@/lib/runtime/signing-key";
import { closeSealer, openSealer, sealEpoch } from "@/lib/sealer/mutations";
import {
  closeVerifier,
  openVerifier,
  type Verifier,
  verifyTick,
  verifyWhole,
} from "@/lib/verification/mutations";
import { keepSecrets } from "@/scripts/start/secrets";
import { makeOrganization } from "@/testing/organization";
import { makeEvent } from "./events";
import { type Figure, measure, timeMs } from "./figure";
import { type BenchInstallation, openInstallation } from "./installation";

const origin = "bench.example/custody1";
const clientCount = 300;
const entryCount = 100_000;
const atOnce = 500;
const appendCount = 5_000;
const callerCount = 16;
const minuteMs = 60_000;

/** Sealing, verifying, and what verifying in the background costs those who append. */
export async function benchIntegrity(): Promise<Figure[]> {
  const installation = await openInstallation();
  try {
    const slugs = Array.from({ length: clientCount }, (_, at) => `client-${at}`);
    const { organizationId } = await makeOrganization("bench", slugs);
    const ctx = keyOf(organizationId);
    const sealing = await openBenchSealer(installation);
    await sealEpoch(sealing, { isIdleSeal: false });
    await fill(ctx, slugs);
    const sealMs = await timeMs(() => sealEpoch(sealing, { isIdleSeal: false }));
    await closeSealer(sealing);
    const verifier = await openBenchVerifier(installation);
    const contentMs = await timeWhole(verifier, organizationId, true);
    await timeWhole(verifier, organizationId, false);
    const structureMs = await timeWhole(verifier, organizationId, false);
    const slowdown = await measureSlowdown(ctx, verifier);
    await closeVerifier(verifier);
    const perSecond = (ms: number) => (entryCount * 1000) / ms;
    return [
      measure("integrity.seal_100k_of_300_clients", sealMs / 1000, "s", { atMost: 5 }),
      measure("integrity.structure", perSecond(structureMs), "entries/s", {
        atLeast: 150_000,
      }),
      measure("integrity.content", perSecond(contentMs), "entries/s", {
        atLeast: 20_000,
      }),
      measure("integrity.append_slowdown", slowdown, "share", { atMost: 0.15 }),
    ];
  } finally {
    await installation.stop();
  }
}

function keyOf(organizationId: string): Ctx {
  const key = { id: "key_bench", name: "bench", scopes: ["events:write" as const] };
  const context = { ip: null, user_agent: null, session_id: null, request_id: "req" };
  return mintKeyCtx({ ...key, organizationId, clientId: null }, context);
}

async function fill(ctx: Ctx, slugs: string[]): Promise<void> {
  for (let from = 0; from < entryCount; from += atOnce) {
    const events = Array.from({ length: atOnce }, (_, at) => ({
      event: { ...makeEvent(from + at), client: slugs[(from + at) % slugs.length] },
      pointer: "",
    }));
    await appendEvents(ctx, events);
  }
}

function openBenchSealer({ dir, urls }: BenchInstallation) {
  const { signingKeyFile } = keepSecrets(dir);
  const signers = readSigners(signingKeyFile, origin);
  const folder = join(dir, "sealer");
  return openSealer({ databaseUrl: urls.sealer, folder, origin, signers });
}

function openBenchVerifier({ dir, urls }: BenchInstallation): Promise<Verifier> {
  return openVerifier({
    databaseUrl: urls.verifier,
    folder: join(dir, "verifier"),
    sealerFolder: join(dir, "sealer"),
    origin,
    logKey: readInstallation(keepSecrets(dir), origin).logKey,
  });
}

async function timeWhole(
  verifier: Verifier,
  organizationId: string,
  isWhole: boolean,
): Promise<number> {
  const startMs = performance.now();
  const report = await verifyWhole(verifier, organizationId, { isWhole });
  if (report.findings.length > 0) throw new Error("the bench's log does not hold");
  return performance.now() - startMs;
}

/** One minute's work while others append, again and again, with no pause between. */
async function measureSlowdown(ctx: Ctx, verifier: Verifier): Promise<number> {
  await verifyTick(verifier);
  const alone = await appendMany(ctx);
  const background = timeMs(() => verifyTick(verifier));
  const together = await appendMany(ctx);
  const tickMs = await background;
  const share = Math.min(1, tickMs / minuteMs);
  return Math.max(0, (1 - together / alone) * share);
}

async function appendMany(ctx: Ctx): Promise<number> {
  let next = 0;
  const caller = async () => {
    while (next < appendCount) {
      next += 1;
      await appendEvents(ctx, [{ event: makeEvent(next), pointer: "" }]);
    }
  };
  const ms = await timeMs(() => Promise.all(Array.from({ length: callerCount }, caller)));
  return appendCount / ms;
}
