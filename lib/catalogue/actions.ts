import type { ActionRow } from "./action-row";
import { assetActions } from "./actions-assets";
import { clientActions } from "./actions-clients";
import { logActions } from "./actions-log";
import { operationActions } from "./actions-operations";
import { peopleActions } from "./actions-people";
import { workActions } from "./actions-work";
import { aliases } from "./aliases";

const tables = [
  ...peopleActions,
  ...clientActions,
  ...assetActions,
  ...operationActions,
  ...workActions,
  ...logActions,
];

/** Every action Custody knows. An id, `object.verb_past`, is for ever; its words are not. */
export type ActionId = (typeof tables)[number]["id"];

export const actions: readonly ActionRow<ActionId>[] = tables;

/** `ticket_created` is `ticket.created`, besides the spellings listed as aliases. */
const rows = new Map<string, ActionRow>([
  ...actions.map((row) => [row.id.replace(".", "_"), row] as const),
  ...actions.map((row) => [row.id, row] as const),
]);

export function findAction(action: string): ActionRow | null {
  const known = Object.hasOwn(aliases, action) ? aliases[action] : action;
  return rows.get(known ?? action) ?? null;
}
