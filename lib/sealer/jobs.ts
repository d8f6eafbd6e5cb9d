import type { Environment } from "@/lib/kit/env";
import { log } from "@/lib/kit/log";
import { type Loop, startLoop } from "@/lib/runtime/loop";
import { readSigners } from "@/lib/runtime/signing-key";
import { closeSealer, openSealer, type Sealer, sealEpoch } from "./mutations";
import { countUnsealed, sealChannel } from "./queries";
import { findSealDue, sealLimits } from "./schedule";

export type SealingOptions = {
  databaseUrl: string;
  folder: string;
  origin: string;
  signingKeyFile: string;
};

/** Null where this process was not given what only a sealer has. */
export function readSealingOptions(environment: Environment): SealingOptions | null {
  const { logins, dir, origin, signingKeyFile } = environment;
  if (!logins.sealer || origin === null || signingKeyFile === null) return null;
  return { databaseUrl: logins.sealer, folder: `${dir}/sealer`, origin, signingKeyFile };
}

type Work = {
  sealer: Sealer | null;
  unsealedSinceMs: number | null;
  isRequested: boolean;
};

/** Seals again and again; after any failure it starts from what is on the disk. */
export function startSealing(options: SealingOptions): Loop {
  const work: Work = { sealer: null, unsealedSinceMs: null, isRequested: false };
  const loop = startLoop("sealer", sealLimits.pollMs, async () => {
    try {
      work.sealer ??= await open(options, () => {
        work.isRequested = true;
        loop.wake();
      });
      await sealIfDue(work, work.sealer, options);
    } catch (error) {
      if (work.sealer) await closeSealer(work.sealer).catch(() => {});
      work.sealer = null;
      throw error;
    }
  });
  return {
    wake: loop.wake,
    stop: async () => {
      await loop.stop();
      if (work.sealer) await closeSealer(work.sealer);
    },
  };
}

async function open(options: SealingOptions, onRequest: () => void): Promise<Sealer> {
  const signers = readSigners(options.signingKeyFile, options.origin);
  const sealer = await openSealer({ ...options, signers });
  await sealer.sql.listen(sealChannel, onRequest);
  return sealer;
}

async function sealIfDue(
  work: Work,
  sealer: Sealer,
  { signingKeyFile, origin }: SealingOptions,
): Promise<void> {
  const nowMs = Date.now();
  const unsealedCount = await countUnsealed(sealer.sql, sealer.state);
  work.unsealedSinceMs = unsealedCount > 0 ? (work.unsealedSinceMs ?? nowMs) : null;
  const { lastSealedAt } = sealer.state;
  const due = findSealDue({
    nowMs,
    unsealedSinceMs: work.unsealedSinceMs,
    lastSealedMs: lastSealedAt === null ? null : Date.parse(lastSealedAt),
    isRequested: work.isRequested,
  });
  if (due === null) return;
  work.isRequested = false;
  work.unsealedSinceMs = null;
  sealer.options.signers = readSigners(signingKeyFile, origin);
  const { epochIndex, found } = await sealEpoch(sealer, { isIdleSeal: due === "idle" });
  for (const { organizationId, finding } of found) {
    log.error({ organizationId, finding }, "the sealer raised an integrity warning");
  }
  if (epochIndex !== null) {
    log.info({ epochIndex, unsealedCount, tookMs: Date.now() - nowMs }, "sealed");
  }
}
