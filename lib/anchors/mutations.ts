import type postgres from "postgres";
import type { Finding } from "@/lib/integrity/finding";
import { raiseIncident } from "@/lib/integrity/mutations";
import { listLogs } from "@/lib/integrity/queries";
import { log } from "@/lib/kit/log";
import { hashTree } from "@/lib/proof/merkle";
import type { VerifierKey } from "@/lib/proof/verifier-key";
import type { PublishedLog, WitnessAnswer } from "@/lib/witnesses/answer";
import { type Keeper, KeeperError } from "./keeper";
import { type AnchorKind, compareHistory } from "./model";
import {
  appendCosignature,
  findNewestEpoch,
  keepAnchors,
  listEpochLeaves,
  listKeys,
  type NewestEpoch,
  recordAttempt,
} from "./queries";

export type BoundWitness = {
  name: string;
  key: VerifierKey;
  ask: (log: PublishedLog, knownSize: number) => Promise<WitnessAnswer>;
};

export type AnchorPlaces = { witnesses: BoundWitness[]; keepers: Keeper[] };

export type AnchorMemory = {
  leaves: Uint8Array[];
  /** The size each witness signed last, as far as this process knows. */
  known: Map<string, number>;
  /** What each place holds, once that was compared with the history here. */
  copied: Map<string, string>;
  isListed: boolean;
};

export function createAnchorMemory(): AnchorMemory {
  return { leaves: [], known: new Map(), copied: new Map(), isListed: false };
}

/** How an attempt ended; null where there was nothing to do. */
type Outcome =
  | { kind: "kept"; size: number }
  | { kind: "failed"; why: string }
  | { kind: "conflict"; held: string; here: string };

/** One round: what is not signed or not copied yet. What fails is tried again. */
export async function anchorNewest(
  sql: postgres.Sql,
  { witnesses, keepers }: AnchorPlaces,
  memory: AnchorMemory,
): Promise<void> {
  if (!memory.isListed) {
    await keepAnchors(sql, [
      ...witnesses.map(nameWitness),
      ...keepers.map(({ name }) => name),
    ]);
    memory.isListed = true;
  }
  const newest = await readNewest(sql, memory);
  if (newest === null) return;
  for (const witness of witnesses) {
    if (newest.cosigned.includes(`— ${witness.key.name} `)) continue;
    const outcome = await askOne(sql, { witness, newest, memory });
    const place = { name: nameWitness(witness), kind: "witness" as const };
    await settle(sql, place, outcome);
  }
  const signed = (await readNewest(sql, memory)) ?? newest;
  for (const keeper of keepers) {
    const outcome = await copyTo(keeper, { sql, newest: signed, memory });
    if (outcome !== null) await settle(sql, keeper, outcome);
  }
}

function nameWitness({ name }: BoundWitness): string {
  return `witness ${name}`;
}

async function readNewest(
  sql: postgres.Sql,
  { leaves }: AnchorMemory,
): Promise<NewestEpoch | null> {
  const newest = await findNewestEpoch(sql);
  if (newest === null) return null;
  const range = { from: leaves.length, to: newest.index + 1 };
  leaves.push(...(await listEpochLeaves(sql, range)));
  return newest;
}

type Asking = {
  witness: BoundWitness;
  newest: NewestEpoch;
  memory: AnchorMemory;
};

async function askOne(
  sql: postgres.Sql,
  { witness, newest, memory }: Asking,
): Promise<Outcome> {
  const { name } = witness;
  const { index, checkpoint } = newest;
  const size = index + 1;
  const hashRange = (from: number, to: number) => hashTree(memory.leaves.slice(from, to));
  const knownSize = memory.known.get(name) ?? 0;
  const answer = await witness.ask({ size, checkpoint, hashRange }, knownSize);
  switch (answer.kind) {
    case "cosigned":
      await appendCosignature(sql, index, answer.lines);
      memory.known.set(name, size);
      return { kind: "kept", size };
    case "failed":
      return answer;
    case "ahead":
      return describeAhead(answer.size, (await readNewest(sql, memory)) ?? newest);
    case "forked":
      return {
        kind: "conflict",
        held: "epochs that do not lead to these",
        here: `${size} epochs`,
      };
  }
}

/** A seal of another process may have come between the question and the answer. */
function describeAhead(held: number, { index }: NewestEpoch): Outcome {
  const here = index + 1;
  if (held <= here) return { kind: "failed", why: "it was asked again too late" };
  return { kind: "conflict", held: `${held} epochs`, here: `${here} epochs` };
}

type Copying = { sql: postgres.Sql; newest: NewestEpoch; memory: AnchorMemory };

/** What a place holds is compared first: nothing is written over another history. */
async function copyTo(
  keeper: Keeper,
  { sql, newest, memory }: Copying,
): Promise<Outcome | null> {
  const size = newest.index + 1;
  const text = newest.checkpoint + newest.cosigned;
  if (memory.copied.get(keeper.name) === text) return null;
  try {
    const wrong = memory.copied.has(keeper.name)
      ? null
      : await findOtherHistory(keeper, { sql, newest, memory });
    if (wrong !== null) return wrong;
    await keeper.write(size, text);
    memory.copied.set(keeper.name, text);
    return { kind: "kept", size };
  } catch (thrown) {
    if (!(thrown instanceof KeeperError)) throw thrown;
    return { kind: "failed", why: thrown.message };
  }
}

async function findOtherHistory(
  keeper: Keeper,
  { sql, newest, memory }: Copying,
): Promise<Outcome | null> {
  const held = await keeper.read();
  if (held === null) return null;
  const keys = await listKeys(sql);
  const now = (await readNewest(sql, memory)) ?? newest;
  const verdict = compareHistory(held, memory.leaves, keys);
  switch (verdict.kind) {
    case "same":
      return null;
    case "foreign":
      return { kind: "failed", why: "it holds what no key of this log signed" };
    case "ahead":
      return describeAhead(verdict.size, now);
    case "forked": {
      const at = `the root of ${verdict.size} epochs`;
      return {
        kind: "conflict",
        held: `${at} ${verdict.held}`,
        here: `${at} ${verdict.here}`,
      };
    }
  }
}

type Named = { name: string; kind: AnchorKind };

/** A place with another history means that this one was rewritten, or put back. */
async function settle(
  sql: postgres.Sql,
  { name, kind }: Named,
  outcome: Outcome,
): Promise<void> {
  const place = { name, kind };
  if (outcome.kind === "kept") {
    const { size } = outcome;
    await recordAttempt(sql, { ...place, size, error: null, hasConflict: false });
    return;
  }
  const hasConflict = outcome.kind === "conflict";
  const error = hasConflict ? "it holds another history" : outcome.why;
  await recordAttempt(sql, { ...place, size: null, error, hasConflict });
  if (outcome.kind === "failed") {
    log.warn({ anchor: name, why: outcome.why }, "a checkpoint was not kept outside");
    return;
  }
  log.error({ anchor: name, outcome }, "another history of this log is kept outside");
  const finding: Finding = {
    kind: "anchor",
    firstIdx: null,
    lastIdx: null,
    clientSlot: null,
    sidx: null,
    expected: outcome.held,
    found: outcome.here,
    why: `the ${name} holds another history of this log`,
  };
  for (const { organizationId } of await listLogs(sql)) {
    await raiseIncident(sql, { organizationId, finding, raisedBy: "sealer" });
  }
}
