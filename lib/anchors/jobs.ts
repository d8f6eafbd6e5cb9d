import { readFileSync } from "node:fs";
import type { BucketSettings, Environment } from "@/lib/kit/env";
import { OutboundError } from "@/lib/outbound/send";
import { parsePolicy } from "@/lib/proof/policy";
import { type Loop, startLoop } from "@/lib/runtime/loop";
import type { PublishedLog, WitnessAnswer } from "@/lib/witnesses/answer";
import { type AskedWitness, askWitness } from "@/lib/witnesses/channels/tlog-witness";
import { createBucketKeeper } from "./channels/bucket";
import { createFolderKeeper } from "./channels/folder";
import type { Keeper } from "./keeper";
import { type AnchorPlaces, anchorNewest, createAnchorMemory } from "./mutations";
import { openAnchorConnection } from "./queries";

const everyMs = 15_000;

export type AnchorOptions = AnchorPlaces & { databaseUrl: string };

/** Null where nothing outside was named. Throws where the file of witnesses cannot be read. */
export function readAnchorOptions(environment: Environment): AnchorOptions | null {
  const { logins, witnessesFile, anchorDir, bucket, outboundAllow } = environment;
  const asked = witnessesFile === null ? [] : readWitnesses(witnessesFile);
  const witnesses = asked.map((witness) => bindWitness(witness, outboundAllow));
  const keepers = listKeepers(anchorDir, bucket, outboundAllow);
  const isNothing = witnesses.length === 0 && keepers.length === 0;
  if (!logins.sealer || isNothing) return null;
  return { databaseUrl: logins.sealer, witnesses, keepers };
}

function readWitnesses(file: string): AskedWitness[] {
  const { witnesses } = parsePolicy(readFileSync(file, "utf8"));
  return witnesses.flatMap(({ name, key, url }) =>
    url === null ? [] : [{ name, key, url }],
  );
}

export function bindWitness(witness: AskedWitness, allow: string[]) {
  const { name, key } = witness;
  const ask = async (log: PublishedLog, knownSize: number): Promise<WitnessAnswer> => {
    try {
      return await askWitness(witness, log, { knownSize, rules: { allow } });
    } catch (thrown) {
      if (!(thrown instanceof OutboundError)) throw thrown;
      return { kind: "failed", why: thrown.message };
    }
  };
  return { name, key, ask };
}

function listKeepers(
  folder: string | null,
  bucket: BucketSettings | null,
  allow: string[],
): Keeper[] {
  return [
    ...(folder === null ? [] : [createFolderKeeper(folder)]),
    ...(bucket === null ? [] : [createBucketKeeper(bucket, { allow })]),
  ];
}

/** Takes each new checkpoint outside: to witnesses, a folder and a bucket. */
export function startAnchoring({ databaseUrl, ...places }: AnchorOptions): Loop {
  const sql = openAnchorConnection(databaseUrl);
  const memory = createAnchorMemory();
  const loop = startLoop("anchors", everyMs, () => anchorNewest(sql, places, memory));
  return {
    wake: loop.wake,
    stop: async () => {
      await loop.stop();
      await sql.end({ timeout: 5 });
    },
  };
}
