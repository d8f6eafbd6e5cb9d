import { log } from "@/lib/kit/log";
import { learnRule } from "@/lib/rule-learning/mutations";
import { evaluateRules, removeStaleStates } from "./mutations";
import { listLearning, listWatched } from "./queries";

/** So many parts of one log before the next organization has its turn. */
const partsMax = 20;

/** Has every organization's rules look at what is new. One that fails delays no other. */
export async function evaluateRulesJob(): Promise<void> {
  for (const organizationId of await listWatched()) {
    try {
      await readOnward(organizationId);
    } catch (err) {
      log.error({ err, organizationId }, "rules could not be evaluated");
    }
  }
}

async function readOnward(organizationId: string): Promise<void> {
  for (let part = 0; part < partsMax; part += 1) {
    const { firedCount, isBehind } = await evaluateRules(organizationId);
    if (firedCount > 0) log.info({ organizationId, firedCount }, "rules fired");
    if (!isBehind) return;
  }
}

/** Beside the evaluation, which does not wait for a rule that reads the past. */
export async function learnRulesJob(): Promise<void> {
  for (const { organizationId, id } of await listLearning()) {
    try {
      await learnRule(organizationId, id);
    } catch (err) {
      log.error({ err, organizationId, rule: id }, "a rule could not learn");
    }
  }
}

export async function forgetStatesJob(): Promise<void> {
  for (const organizationId of await listWatched()) {
    await removeStaleStates(organizationId);
  }
}
