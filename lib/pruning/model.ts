import { type EntryData, formatEntryData } from "@/lib/proof/chain";
import type { Frontier } from "@/lib/proof/frontier";
import { hashLength } from "@/lib/proof/hash";
import { formatStreamName } from "@/lib/proof/names";

/** The slot that stands for the organization's own chain among the chains. */
export const organizationChain = -1;
export const internalSlot = 0;

/** One stream, and what of it is past its retention. */
export type StreamPlan = {
  clientSlot: number;
  clientId: string | null;
  clientName: string | null;
  fromSidx: number;
  belowSidx: number;
  retentionDays: number;
  cutoffAt: string;
  isHeld: boolean;
};

export function countPruned({ fromSidx, belowSidx }: StreamPlan): number {
  return belowSidx - fromSidx;
}

export function isDue(plan: StreamPlan): boolean {
  return !plan.isHeld && countPruned(plan) > 0;
}

/** What `log.pruned` says, by the keys of docs/format.md, section 6. */
export type PruneFacts = {
  below: number;
  cutoff: string;
  from: number;
  last_header: string;
  reason: string;
  stream: string;
};

export function describePruned(
  plan: StreamPlan,
  organizationName: string,
  { lastEntry, reason }: { lastEntry: EntryData; reason: string },
): PruneFacts {
  return {
    below: plan.belowSidx,
    cutoff: plan.cutoffAt,
    from: plan.fromSidx,
    last_header: formatEntryData(lastEntry),
    reason,
    stream: formatStreamName(organizationName, plan.clientSlot),
  };
}

/** What stays of a pruned prefix, as `custody.complete_prune` of the database takes it. */
export type KeptPrefix = { chain: number; size: number; header: string; nodes: string };

export function joinNodes({ nodes }: Frontier): Uint8Array {
  const joined = new Uint8Array(nodes.length * hashLength);
  nodes.forEach((node, at) => {
    joined.set(node, at * hashLength);
  });
  return joined;
}

export function splitNodes(size: number, joined: Uint8Array): Frontier {
  const nodes: Uint8Array[] = [];
  for (let at = 0; at < joined.length; at += hashLength) {
    nodes.push(joined.slice(at, at + hashLength));
  }
  return { size, nodes };
}
