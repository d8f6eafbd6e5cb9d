import { agentDeeds } from "./deeds/agents";
import { assetDeeds } from "./deeds/assets";
import { billingDeeds } from "./deeds/billing";
import { contactDeeds } from "./deeds/contacts";
import { auditDeeds, exportDeeds } from "./deeds/evidence";
import { integrationDeeds } from "./deeds/integrations";
import { ownDeeds, peopleDeeds } from "./deeds/people";
import { projectDeeds, workDeeds } from "./deeds/projects";
import { alertDeeds, ruleDeeds } from "./deeds/rules";
import { settingsDeeds } from "./deeds/settings";
import { ticketDeeds } from "./deeds/tickets";
import type { Job } from "./staff-profiles";
import type { Deed } from "./story";

/** What fills the day of each job. */
export const duties: Record<Job, readonly Deed[]> = {
  engineer: [
    ...scale(ticketDeeds, 1),
    ...scale(agentDeeds, 1.1),
    ...scale(contactDeeds, 0.5),
    ...assetDeeds,
    ...workDeeds,
    ...scale(projectDeeds, 0.5),
    ...alertDeeds,
    ...ownDeeds,
  ],
  dispatcher: [
    ...scale(ticketDeeds, 2),
    ...scale(contactDeeds, 1.5),
    ...workDeeds,
    ...ownDeeds,
  ],
  manager: [
    ...scale(ticketDeeds, 0.2),
    ...scale(billingDeeds, 1.2),
    ...settingsDeeds,
    ...integrationDeeds,
    ...peopleDeeds,
    ...projectDeeds,
    ...ruleDeeds,
    ...exportDeeds,
    ...ownDeeds,
  ],
  lead: [
    ...scale(billingDeeds, 1.5),
    ...settingsDeeds,
    ...peopleDeeds,
    ...scale(ruleDeeds, 1.5),
    ...exportDeeds,
    ...scale(auditDeeds, 0.25),
  ],
  auditor: auditDeeds,
};

function scale(deeds: readonly Deed[], factor: number): Deed[] {
  return deeds.map((deed) => ({ ...deed, weight: deed.weight * factor }));
}
