import { gatePage } from "@/lib/access/auth";
import { isAllowed, type Scope } from "@/lib/access/model";
import { type ClientRow, listClients } from "@/lib/clients/queries";
import type { Entry } from "@/lib/entries/model";
import { listPage } from "@/lib/entries/queries";
import { listUnexplained, type Unexplained } from "@/lib/explanations/queries";
import { loadOrganizationZone } from "@/lib/organizations/loaders";
import { readInScope } from "@/lib/runtime/transaction";
import type { FacetValue } from "@/lib/segments/facet";
import { countSelection, listFacets } from "@/lib/segments/queries";
import { listPeriods, type Periods } from "./days";
import { detectBursts } from "./detectors/burst";
import { detectGuessedPasswords } from "./detectors/guessed-password";
import { detectNewNetworks } from "./detectors/new-network";
import { detectSpraying } from "./detectors/spraying";
import { detectUnusualHours } from "./detectors/unusual-hour";
import { createFilter, type Finding, failedSignIns, goodSignIns } from "./model";
import { listArrivals, listFrequencies, listHours, listSignIns } from "./queries";

const valuesMax = 6;
const changesMax = 6;

export type RefusedSignIns = {
  lately: number;
  weekBefore: number;
  people: FacetValue[];
  addresses: FacetValue[];
};

export type SecurityWatch = {
  findings: Finding[];
  refused: RefusedSignIns;
  permissions: { entries: Entry[]; total: number };
  unexplained: Unexplained;
  clients: ClientRow[];
  mayExplain: boolean;
};

/** What an owner should look at before anything else, each with the entries behind it. */
export async function loadSecurityWatch(): Promise<SecurityWatch> {
  const { scope, principal } = await gatePage("log:read_whole");
  const zone = await loadOrganizationZone();
  const periods = listPeriods(new Date());
  const [findings, refused, permissions, unexplained, clients] = await Promise.all([
    findPatterns(scope, periods, zone),
    countRefused(scope, periods),
    listPermissionChanges(scope, periods),
    listUnexplained(scope, zone),
    readInScope(scope, (tx) => listClients(tx, scope)),
  ]);
  const mayExplain = isAllowed(principal, "entries:explain");
  return { findings, refused, permissions, unexplained, clients, mayExplain };
}

/** Everything the detectors notice, the gravest first. */
export async function findPatterns(
  scope: Scope,
  periods: Periods,
  zone: string,
): Promise<Finding[]> {
  const [failures, successes, frequencies] = await Promise.all([
    listSignIns(scope, failedSignIns, periods.lately),
    listSignIns(scope, goodSignIns, periods.lately),
    listFrequencies(scope, periods),
  ]);
  const arrivals = await listArrivals(scope, successes, periods);
  const hours = await listHours(scope, successes, periods, zone);
  const found = [
    ...detectSpraying(failures),
    ...detectGuessedPasswords(failures, successes),
    ...detectBursts(frequencies),
    ...detectNewNetworks(arrivals),
    ...detectUnusualHours(hours),
  ];
  return found.sort(
    (one, other) =>
      one.weight.localeCompare(other.weight) ||
      (other.at ?? "").localeCompare(one.at ?? ""),
  );
}

async function countRefused(scope: Scope, periods: Periods): Promise<RefusedSignIns> {
  const filter = createFilter(failedSignIns);
  const lately = { filter, range: periods.lately };
  const [count, weekBefore, [people, addresses]] = await Promise.all([
    countSelection(scope, lately),
    countSelection(scope, { filter, range: periods.weekBefore }),
    listFacets(scope, lately, ["actor", "ip"], valuesMax),
  ]);
  return {
    lately: count,
    weekBefore,
    people: people?.values ?? [],
    addresses: addresses?.values ?? [],
  };
}

async function listPermissionChanges(scope: Scope, { lately }: Periods) {
  const selection = { filter: createFilter({ verb: ["permission"] }), range: lately };
  const page = { limit: changesMax, order: "desc" as const, cursor: null, offset: 0 };
  const { entries, total } = await listPage(scope, selection, page);
  return { entries, total };
}
