import { notFound } from "next/navigation";
import { cache } from "react";
import { gatePage, gateSession } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import type { AnchorRow } from "@/lib/anchors/model";
import { findAnchors } from "@/lib/anchors/queries";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { readInScope } from "@/lib/runtime/transaction";
import {
  findSealState,
  type Incident,
  type Integrity,
  type Run,
  type SealedStep,
  type SealStateName,
} from "./model";
import {
  findIncident,
  findIntegrity,
  listIncidents,
  listRuns,
  listSealedSteps,
  listVerifierKeys,
} from "./queries";

export type LoadedSeal = {
  state: SealStateName;
  /** What the seal speaks of: the newest entry that was verified. */
  idx: number;
  verifiedAt: string | null;
  mayOpen: boolean;
  /** For those who must act on a warning; empty for others. */
  incidents: Incident[];
};

/** The state of the log's proof, for the head of every page; null without a session. */
export const loadSeal = cache(async (): Promise<LoadedSeal | null> => {
  const ctx = await gateSession();
  if (ctx?.principal.kind !== "user") return null;
  const { scope, principal } = ctx;
  const integrity = await readInScope(scope, (tx) => findIntegrity(tx, scope));
  const mayOpen = isAllowed(principal, "log:verify");
  const newest = Math.max(0, integrity.nextIdx - 1);
  return {
    state: findSealState(integrity, Date.now()),
    idx: integrity.verifiedSize > 0 ? integrity.verifiedSize - 1 : newest,
    verifiedAt: integrity.verifiedAt,
    mayOpen,
    incidents: mayOpen ? integrity.openIncidents : [],
  };
});

export type IntegrityPage = {
  integrity: Integrity;
  state: SealStateName;
  steps: SealedStep[];
  runs: Run[];
  incidents: Incident[];
  keys: string[];
  anchors: AnchorRow[];
  epochCount: number;
  now: number;
};

export async function loadIntegrity(): Promise<IntegrityPage> {
  const { scope } = await gatePage("log:verify");
  const now = Date.now();
  return readInScope(scope, async (tx) => {
    const integrity = await findIntegrity(tx, scope);
    return {
      integrity,
      state: findSealState(integrity, now),
      steps: await listSealedSteps(tx, scope),
      runs: await listRuns(tx, scope),
      incidents: await listIncidents(tx, scope),
      keys: await listVerifierKeys(tx),
      ...(await findAnchors(tx)),
      now,
    };
  });
}

export type IncidentPage = {
  incident: Incident;
  form: FormState;
  mayClose: boolean;
  now: number;
};

export async function loadIncident(id: string): Promise<IncidentPage> {
  const { scope, principal } = await gatePage("log:verify");
  const incident = await readInScope(scope, (tx) => findIncident(tx, scope, id));
  if (!incident) notFound();
  return {
    incident,
    form: await loadForm(`incident-${id}`),
    mayClose: isAllowed(principal, "incidents:close"),
    now: Date.now(),
  };
}
