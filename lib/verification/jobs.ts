import { type LogReport, recordRun } from "@/lib/integrity/mutations";
import type { Environment } from "@/lib/kit/env";
import { log } from "@/lib/kit/log";
import { formatVerifierKey } from "@/lib/proof/verifier-key";
import { type Loop, startLoop } from "@/lib/runtime/loop";
import { readSigners } from "@/lib/runtime/signing-key";
import { rebuildSegment } from "@/lib/segments/mutations";
import {
  closeVerifier,
  openVerifier,
  type Verifier,
  type VerifierOptions,
  verifyChannel,
  verifyTick,
  verifyWhole,
} from "./mutations";

export const verifyEveryMs = 45_000;

/** Null where this process was not given what only a verifier has. */
export function readVerifierOptions(environment: Environment): VerifierOptions | null {
  const { logins, dir, origin, signingKeyFile } = environment;
  if (!logins.verifier || origin === null || signingKeyFile === null) return null;
  const [signer] = readSigners(signingKeyFile, origin);
  if (signer === undefined) return null;
  const { name, publicKey } = signer.key;
  return {
    databaseUrl: logins.verifier,
    folder: `${dir}/verifier`,
    sealerFolder: `${dir}/sealer`,
    origin,
    logKey: formatVerifierKey(name, publicKey),
  };
}

/** Verifies every log again and again, each minute a bounded part. */
export function startVerification(options: VerifierOptions): Loop {
  let verifier: Verifier | null = null;
  const asked = new Set<string>();
  const loop = startLoop("verifier", verifyEveryMs, async () => {
    try {
      if (verifier === null) {
        verifier = await openVerifier(options);
        await verifier.sql.listen(verifyChannel, (organizationId) => {
          asked.add(organizationId);
          loop.wake();
        });
      }
      for (const organizationId of asked) {
        asked.delete(organizationId);
        await runWhole(verifier, organizationId);
      }
      await runTick(verifier);
    } catch (error) {
      if (verifier !== null) await closeVerifier(verifier).catch(() => {});
      verifier = null;
      throw error;
    }
  });
  return {
    wake: loop.wake,
    stop: async () => {
      await loop.stop();
      if (verifier !== null) await closeVerifier(verifier);
    },
  };
}

async function runWhole(verifier: Verifier, organizationId: string): Promise<void> {
  const startedAt = new Date();
  const report = await verifyWhole(verifier, organizationId, { isWhole: true });
  await recordRun(verifier.sql, report, { kind: "on_demand", startedAt });
  await rebuildSegments(report);
}

async function runTick(verifier: Verifier): Promise<void> {
  const startMs = Date.now();
  for (const report of await verifyTick(verifier)) {
    const { slug, entryCount, findings } = report;
    await rebuildSegments(report);
    for (const finding of findings) {
      log.error({ organization: slug, finding }, "an integrity warning");
    }
    if (entryCount > 0) {
      const tookMs = Date.now() - startMs;
      log.info({ organization: slug, entryCount, tookMs }, "verified");
    }
  }
}

/** The search index is made of the entries: what was changed of it is made again at once. */
export async function rebuildSegments({ organizationId, findings }: LogReport) {
  for (const { kind, firstIdx } of findings) {
    if (kind === "segment" && firstIdx !== null) {
      await rebuildSegment(organizationId, firstIdx);
    }
  }
}
