import type { Entry } from "@/lib/entries/model";
import { createIntegration } from "@/lib/integrations/mutations";
import type { ProductId } from "@/lib/integrations/products";
import { readInScope } from "@/lib/runtime/transaction";
import { WriteBackLanes } from "@/lib/write-back-runs/jobs";
import type { WriteBack } from "@/lib/write-backs/model";
import { listWriteBacks } from "@/lib/write-backs/queries";
import { listTold } from "./acting";
import type { TestDatabase } from "./database";
import { makeOrganization, type TestOrganization } from "./organization";
import { deletion, evaluate, inWorker, makeRule } from "./rules";
import { appendEvents } from "./test-sealer";
import { autotaskSettings, startAutotask } from "./ticket-systems/autotask";
import { connectwiseSettings, startConnectwise } from "./ticket-systems/connectwise";
import { genericSettings, startGeneric } from "./ticket-systems/generic";
import { halopsaSettings, startHalopsa } from "./ticket-systems/halopsa";
import type { TicketSystem } from "./ticket-systems/server";

type Kind = {
  start: () => Promise<TicketSystem>;
  settings: (url: string) => Record<string, string>;
};

export const ticketSystems: Record<ProductId, Kind> = {
  connectwise: { start: startConnectwise, settings: connectwiseSettings },
  halopsa: { start: startHalopsa, settings: halopsaSettings },
  autotask: { start: startAutotask, settings: autotaskSettings },
  generic: { start: startGeneric, settings: genericSettings },
};

export function makeIntegration(
  { ctx }: TestOrganization,
  product: ProductId,
  { url }: Pick<TicketSystem, "url">,
): Promise<{ id: string }> {
  const settings = ticketSystems[product].settings(url);
  return createIntegration(ctx, { name: "Tickets", product, settings });
}

/** Everything that is due; `isOver` lets what waits for its next try be due too. */
export async function writeBack(
  database: TestDatabase,
  allow: string[],
  { isOver = false } = {},
): Promise<void> {
  if (isOver) await database.admin`update custody.write_backs set due_at = now()`;
  await inWorker(database, async () => {
    const lanes = new WriteBackLanes({ allow });
    for (let turn = 0; turn < 3; turn += 1) {
      await lanes.turn();
      await lanes.settle();
    }
  });
}

/** A rule that makes a ticket fired at a deletion for acme: its alert and itself. */
export async function fireInto(
  database: TestDatabase,
  organization: TestOrganization,
  integrationIds: string[],
): Promise<{ alertId: string; ruleId: string }> {
  const tell = { owners: false, people: [], webhooks: [], integrations: integrationIds };
  const { id: ruleId } = await makeRule(organization, { tell });
  await appendEvents(organization, "acme", [deletion("1")]);
  await evaluate(database);
  const [row] = await database.admin<{ id: string }[]>`
    select id from custody.alerts where rule_id = ${ruleId}`;
  return { alertId: row?.id ?? "", ruleId };
}

export function readWriteBacks(
  { ctx: { scope } }: TestOrganization,
  alertId: string,
): Promise<WriteBack[]> {
  return readInScope(scope, (tx) => listWriteBacks(tx, scope, alertId));
}

export type TicketPlace = {
  organization: TestOrganization;
  system: TicketSystem;
  integrationId: string;
  fire: () => Promise<{ alertId: string; ruleId: string }>;
  /** Everything that is due, or with `true` what waits for its next try as well. */
  run: (isOver?: boolean) => Promise<void>;
  told: (action: string) => Promise<Entry[]>;
  statesOf: (alertId: string) => Promise<string[]>;
  close: () => Promise<void>;
};

/** An organization of its own with a ticket system that a rule writes to. */
export async function openTicketPlace(
  database: TestDatabase,
  slug: string,
): Promise<TicketPlace> {
  const system = await startGeneric();
  const organization = await makeOrganization(slug, ["acme"]);
  const { id: integrationId } = await makeIntegration(organization, "generic", system);
  return {
    organization,
    system,
    integrationId,
    fire: () => fireInto(database, organization, [integrationId]),
    run: (isOver = false) => writeBack(database, [system.host], { isOver }),
    told: (action) => listTold(database, organization, action),
    statesOf: async (alertId) =>
      (await readWriteBacks(organization, alertId)).map(({ state }) => state),
    close: async () => {
      await system.close();
      await database.admin`update custody.rules set is_enabled = false`;
      await database.admin`update custody.write_backs set state = 'failed'
        where state in ('waiting', 'sending')`;
    },
  };
}
