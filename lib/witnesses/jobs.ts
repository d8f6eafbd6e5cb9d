import { readFileSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";
import type { Environment } from "@/lib/kit/env";
import { log } from "@/lib/kit/log";
import { OutboundError } from "@/lib/outbound/send";
import { hashTree } from "@/lib/proof/merkle";
import { parsePolicy } from "@/lib/proof/policy";
import { writeDurably } from "@/lib/runtime/durable-file";
import { type Loop, startLoop } from "@/lib/runtime/loop";
import {
  type AskedWitness,
  askWitness,
  type WitnessAnswer,
} from "./channels/tlog-witness";
import {
  appendCosignature,
  findNewestEpoch,
  listEpochLeaves,
  type NewestEpoch,
  openWitnessConnection,
} from "./queries";

const everyMs = 15_000;

export type AnchorOptions = {
  databaseUrl: string;
  witnesses: AskedWitness[];
  anchorDir: string | null;
  outboundAllow: string[];
};

/** Null where nothing outside was named. Throws where the file of witnesses cannot be read. */
export function readAnchorOptions(environment: Environment): AnchorOptions | null {
  const { logins, witnessesFile, anchorDir, outboundAllow } = environment;
  const witnesses = witnessesFile === null ? [] : readWitnesses(witnessesFile);
  const isNothing = witnesses.length === 0 && anchorDir === null;
  if (!logins.sealer || isNothing) return null;
  return { databaseUrl: logins.sealer, witnesses, anchorDir, outboundAllow };
}

function readWitnesses(file: string): AskedWitness[] {
  const { witnesses } = parsePolicy(readFileSync(file, "utf8"));
  return witnesses.flatMap(({ name, key, url }) =>
    url === null ? [] : [{ name, key, url }],
  );
}

/** Takes each new checkpoint outside, to witnesses and to a folder. */
export function startAnchoring(options: AnchorOptions): Loop {
  const sql = openWitnessConnection(options.databaseUrl);
  const state: AnchorState = { leaves: [], known: new Map(), copied: "" };
  const loop = startLoop("anchors", everyMs, () => anchorNewest(sql, options, state));
  return {
    wake: loop.wake,
    stop: async () => {
      await loop.stop();
      await sql.end({ timeout: 5 });
    },
  };
}

export type AnchorState = {
  leaves: Uint8Array[];
  /** The size each witness signed last, as far as this process knows. */
  known: Map<string, number>;
  copied: string;
};

/** One round: what is not signed or not copied yet. A witness that fails is asked again. */
export async function anchorNewest(
  sql: postgres.Sql,
  options: AnchorOptions,
  state: AnchorState,
): Promise<void> {
  const newest = await findNewestEpoch(sql);
  if (newest === null) return;
  const size = newest.index + 1;
  const from = state.leaves.length;
  state.leaves.push(...(await listEpochLeaves(sql, { from, to: size })));
  for (const witness of options.witnesses) {
    if (newest.cosigned.includes(`— ${witness.key.name} `)) continue;
    await askOne(sql, { witness, newest, state, allow: options.outboundAllow });
  }
  if (options.anchorDir !== null) await copyTo(options.anchorDir, sql, state);
}

type Asking = {
  witness: AskedWitness;
  newest: NewestEpoch;
  state: AnchorState;
  allow: string[];
};

async function askOne(
  sql: postgres.Sql,
  { witness, newest, state, allow }: Asking,
): Promise<void> {
  const { name } = witness;
  const { index, checkpoint } = newest;
  const size = index + 1;
  const hashRange = (from: number, to: number) => hashTree(state.leaves.slice(from, to));
  const knownSize = state.known.get(name) ?? 0;
  const answer = await askWitness(
    witness,
    { size, checkpoint, hashRange },
    { knownSize, rules: { allow } },
  ).catch((thrown: unknown): WitnessAnswer => {
    if (!(thrown instanceof OutboundError)) throw thrown;
    return { kind: "failed", why: thrown.message };
  });
  if (answer.kind === "cosigned") {
    await appendCosignature(sql, index, answer.lines);
    state.known.set(name, size);
    return;
  }
  const facts = { witness: name, size, answer };
  if (answer.kind === "failed") log.warn(facts, "a witness did not sign");
  else log.error(facts, "a witness holds another history of this log");
}

/** A file a checkpoint, never written twice with other words, and the newest by its name. */
async function copyTo(
  folder: string,
  sql: postgres.Sql,
  state: AnchorState,
): Promise<void> {
  const newest = await findNewestEpoch(sql);
  const text = newest ? newest.checkpoint + newest.cosigned : "";
  if (newest === null || text === state.copied) return;
  await writeDurably(join(folder, "checkpoints", `${newest.index + 1}.txt`), text);
  await writeDurably(join(folder, "checkpoint"), text);
  state.copied = text;
}
