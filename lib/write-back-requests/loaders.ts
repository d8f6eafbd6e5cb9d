import { gatePage } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { loadForm } from "@/lib/forms/loaders";
import type { Integration } from "@/lib/integrations/model";
import { type WriteBackKind, writeBackKinds } from "@/lib/integrations/product";
import { products } from "@/lib/integrations/products";
import { listIntegrations } from "@/lib/integrations/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { listTickets, listWriteBacks } from "@/lib/write-backs/queries";
import type { AlertTickets, TicketSystem } from "./model";

/** For an alert that its reader was shown: what was said of it to ticket systems. */
export async function loadAlertTickets(alertId: string): Promise<AlertTickets> {
  const { scope, principal } = await gatePage("alerts:read");
  const [writeBacks, integrations] = await readInScope(
    scope,
    async (tx) =>
      [
        await listWriteBacks(tx, scope, alertId),
        await listIntegrations(tx, scope),
      ] as const,
  );
  const systems = integrations.filter(({ isEnabled }) => isEnabled).map(describeSystem);
  const openers = listTickets(writeBacks);
  const form = (name: WriteBackKind | "done", initial = {}) =>
    loadForm(`alert-${alertId}-${name}`, initial);
  return {
    alertId,
    writeBacks,
    tickets: openers.flatMap((opener) => {
      const system = systems.find(({ id }) => id === opener.integrationId);
      return system ? [{ opener, system }] : [];
    }),
    free: systems.filter(
      ({ id }) => !openers.some(({ integrationId }) => integrationId === id),
    ),
    mayHandle: isAllowed(principal, "alerts:handle"),
    forms: {
      create_ticket: await form("create_ticket"),
      set_status: await form("set_status", {
        status: systems.find(({ resolvedStatus }) => resolvedStatus !== "")
          ?.resolvedStatus,
      }),
      acknowledge: await form("acknowledge"),
      add_time: await form("add_time"),
      done: await form("done"),
    },
  };
}

function describeSystem({ id, name, product, settings }: Integration): TicketSystem {
  const can = writeBackKinds.filter((kind) => products[product].canDo(settings, kind));
  return { id, name, can, resolvedStatus: settings.resolvedStatus ?? "" };
}
