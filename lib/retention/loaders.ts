import { redirect } from "next/navigation";
import { gatePage } from "@/lib/access/auth";
import { isAllowed, isOwner, type Principal, type Scope } from "@/lib/access/model";
import { listClients } from "@/lib/clients/queries";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { type Hold, listHolds } from "@/lib/holds/queries";
import { countPruned, isDue, type StreamPlan } from "@/lib/pruning/model";
import { listPruneRuns, type PruneRun, planPrune } from "@/lib/pruning/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { nextPruneAt, retentionDaysMax, retentionDaysMin } from "./model";
import {
  findRetentionDays,
  listRetentionRules,
  measureStorage,
  type RetentionRules,
  type Storage,
} from "./queries";

const runsShown = 12;
const daysProblem = `The number of days must be a whole number from ${retentionDaysMin} to ${retentionDaysMax}.`;

type Query = Record<string, string | string[] | undefined>;

export type ClientChoice = { slug: string; name: string };

export type RetentionMay = {
  change: boolean;
  shorten: boolean;
  approve: boolean;
  hold: boolean;
  release: boolean;
  prune: boolean;
  erase: boolean;
  userId: string | null;
};

export type RetentionPage = {
  rules: RetentionRules;
  storage: Storage;
  holds: Hold[];
  runs: PruneRun[];
  clients: ClientChoice[];
  nextPruneAt: string;
  /** What the next monthly prune would take, as things stand. */
  nextPruneCount: number;
  dueCount: number;
  may: RetentionMay;
  holdForm: FormState;
  /** What was wrong with the number of days that was to be previewed. */
  problem: string | null;
};

export async function loadRetention(query: Query): Promise<RetentionPage> {
  const { scope, principal } = await gatePage("retention:read");
  const pruneAt = nextPruneAt(new Date());
  const [rules, holds, runs, storage, now, then, clients] = await Promise.all([
    listRetentionRules(scope),
    listHolds(scope),
    listPruneRuns(scope, runsShown),
    readInScope(scope, (tx) => measureStorage(tx, scope.organizationId)),
    loadPlan(scope, new Date()),
    loadPlan(scope, pruneAt),
    readInScope(scope, (tx) => listClients(tx, scope)),
  ]);
  return {
    rules,
    storage,
    holds,
    runs,
    clients,
    nextPruneAt: pruneAt.toISOString(),
    nextPruneCount: countAll(then.filter(isDue)),
    dueCount: countAll(now.filter(isDue)),
    may: listRights(principal),
    holdForm: await loadForm("hold"),
    problem: query.problem === "days" ? daysProblem : null,
  };
}

function listRights(principal: Principal): RetentionMay {
  return {
    change: isAllowed(principal, "retention:change"),
    shorten: isOwner(principal),
    approve: isAllowed(principal, "retention:approve"),
    hold: isAllowed(principal, "holds:set"),
    release: isAllowed(principal, "holds:release"),
    prune: isAllowed(principal, "pruning:announce"),
    erase: isAllowed(principal, "erasures:request"),
    userId: principal.kind === "user" ? principal.userId : null,
  };
}

function loadPlan(scope: Scope, at: Date): Promise<StreamPlan[]> {
  return readInScope(scope, (tx) => planPrune(tx, scope.organizationId, at));
}

function countAll(plans: StreamPlan[]): number {
  return plans.reduce((sum, plan) => sum + countPruned(plan), 0);
}

export type ChangePreview = {
  client: ClientChoice | null;
  daysBefore: number;
  days: number;
  /** Null: the client's own rule goes, and the organization's holds again. */
  chosenDays: number | null;
  plans: StreamPlan[];
  prunedCount: number;
  storage: Storage;
  isShorter: boolean;
  mayConfirm: boolean;
  form: FormState;
};

/** What another retention would mean, in numbers, before anybody decides. */
export async function loadChangePreview(query: Query): Promise<ChangePreview> {
  const { scope, principal } = await gatePage("retention:change");
  const { organizationId } = scope;
  return readInScope(scope, async (tx) => {
    const clients = await listClients(tx, scope);
    const client = clients.find(({ slug }) => slug === query.client) ?? null;
    const clientId = client?.id ?? null;
    const daysBefore = await findRetentionDays(tx, organizationId, clientId);
    const whole = await findRetentionDays(tx, organizationId, null);
    const chosenDays = readDays(query);
    const days = chosenDays ?? whole;
    const plans = await planPrune(tx, organizationId, new Date(), {
      clientId,
      retentionDays: days,
    });
    const due = plans.filter(isDue);
    const isShorter = days < daysBefore;
    return {
      client,
      daysBefore,
      days,
      chosenDays,
      plans: due,
      prunedCount: countAll(due),
      storage: await measureStorage(tx, organizationId),
      isShorter,
      mayConfirm: !isShorter || isOwner(principal),
      form: await loadForm("retention"),
    };
  });
}

/** The choice of the form before: a preset, or a number of days typed beside it. */
function readDays(query: Query): number | null {
  const { keep, days } = query;
  if (keep === "organization") return null;
  const text = keep === "custom" ? days : keep;
  const count = Number(typeof text === "string" && text !== "" ? text : Number.NaN);
  const isGood =
    Number.isInteger(count) && count >= retentionDaysMin && count <= retentionDaysMax;
  if (isGood) return count;
  redirect("/settings/retention?problem=days#retention-problem");
}

export type PrunePreview = {
  plans: StreamPlan[];
  held: StreamPlan[];
  prunedCount: number;
  storage: Storage;
  form: FormState;
};

export async function loadPrunePreview(): Promise<PrunePreview> {
  const { scope } = await gatePage("pruning:announce");
  const plans = await loadPlan(scope, new Date());
  const due = plans.filter(isDue);
  return {
    plans: due,
    held: plans.filter((plan) => plan.isHeld && countPruned(plan) > 0),
    prunedCount: countAll(due),
    storage: await readInScope(scope, (tx) => measureStorage(tx, scope.organizationId)),
    form: await loadForm("prune"),
  };
}
