import { notFound } from "next/navigation";
import { cache } from "react";
import { gatePage, gateSession } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { listPeople } from "@/lib/people/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { type AlertState, alertStates } from "./model";
import {
  type AlertPage,
  countAlerts,
  findAlert,
  isMutedNow,
  type LoadedAlert,
  listAlerts,
} from "./queries";

export type AlertsPage = AlertPage & {
  /** Null: all of them. */
  state: AlertState | null;
  counts: Record<AlertState, number>;
};

export async function loadAlerts(params: URLSearchParams): Promise<AlertsPage> {
  const ctx = await gatePage("alerts:read");
  const asked = params.get("state") ?? "open";
  const state = alertStates.find((one) => one === asked) ?? null;
  const place = params.get("before") ?? "";
  const before = /^\d{1,15}$/.test(place) ? Number(place) : null;
  const [page, counts] = await Promise.all([
    listAlerts(ctx, { state, before }),
    countAlerts(ctx),
  ]);
  return { ...page, state, counts };
}

/** What waits for somebody, for the menu; zero for who may not read alerts. */
export const loadOpenAlertCount = cache(async (): Promise<number> => {
  const ctx = await gateSession();
  if (!ctx || !isAllowed(ctx.principal, "alerts:read")) return 0;
  return (await countAlerts(ctx)).open;
});

export type AlertDetails = LoadedAlert & {
  isMuted: boolean;
  mayHandle: boolean;
  people: { id: string; name: string }[];
  forms: Record<"handle" | "note" | "owner", FormState>;
};

export async function loadAlert(id: string): Promise<AlertDetails> {
  const ctx = await gatePage("alerts:read");
  const found = await findAlert(ctx, id);
  if (!found) notFound();
  const { scope, principal } = ctx;
  const mayHandle = isAllowed(principal, "alerts:handle");
  const people = mayHandle
    ? await readInScope(scope, (tx) => listPeople(tx, scope.organizationId))
    : [];
  const { alert } = found;
  const ownerId = alert.owner?.id ?? "";
  return {
    ...found,
    isMuted: await isMutedNow(ctx, alert.ruleId),
    mayHandle,
    people: people
      .filter(({ disabledAt }) => disabledAt === null)
      .map((person) => ({ id: person.id, name: person.name })),
    forms: {
      handle: await loadForm(`alert-${id}-handle`),
      note: await loadForm(`alert-${id}-note`),
      owner: await loadForm(`alert-${id}-owner`, { ownerId }),
    },
  };
}
