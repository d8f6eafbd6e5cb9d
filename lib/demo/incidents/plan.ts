import type { Beat } from "../story";
import type { World } from "../world";
import { bruteForce, recentBruteForce } from "./brute-force";
import { bulkDelete, recentBulkDelete } from "./bulk-delete";
import { deletedTicket } from "./deleted-ticket";
import { deniedAuditor } from "./denied-auditor";
import { departures } from "./departures";
import { failedDeployment } from "./failed-deployment";
import { roleEscalation } from "./role-escalation";
import { rotatedCredentials } from "./rotated-credentials";
import type { Incident } from "./script";
import { weakenedAccount } from "./weakened-account";

const incidents: readonly Incident[] = [
  departures,
  bulkDelete,
  deniedAuditor,
  bruteForce,
  failedDeployment,
  roleEscalation,
  weakenedAccount,
  rotatedCredentials,
  deletedTicket,
  recentBulkDelete,
  recentBruteForce,
];

const fullHistoryEvents = 6_000;
const sizeMin = 12;

/** What is worth finding, at the same places in every history with the same end. */
export function planIncidents(world: World, events: number): Beat[] {
  const scale = Math.min(1, events / fullHistoryEvents);
  const size = (full: number) => Math.max(sizeMin, Math.round(full * scale));
  return incidents
    .flatMap((incident) => incident(world, size))
    .sort((one, other) => one.at - other.at);
}
