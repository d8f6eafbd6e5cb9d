import { z } from "zod";

/** Actions an organization may ask a reason for, as its settings call them. */
export const privilegedActions = [
  { action: "user.role_changed", label: "Changing somebody's role" },
  { action: "user.disabled", label: "Disabling somebody" },
  { action: "user.removed", label: "Removing somebody" },
  { action: "role.updated", label: "Changing what a role may do" },
  { action: "api_key.created", label: "Creating or rotating an API key" },
  { action: "api_key.revoked", label: "Revoking an API key" },
  { action: "client.archived", label: "Archiving a client" },
  { action: "client.merged", label: "Merging clients" },
  { action: "contact.portal_access_granted", label: "Granting portal access" },
  { action: "organization.updated", label: "Changing the organization's settings" },
] as const;
export type PrivilegedAction = (typeof privilegedActions)[number]["action"];

export const privilegedActionIds = privilegedActions.map(({ action }) => action);

/** What every privileged action takes beside its own input. */
export const reasonFields = {
  reason: z.string().trim().max(1000).nullish(),
  ticket: z.string().trim().max(100).nullish(),
};
export type Reason = { reason?: string | null; ticket?: string | null };

export type ReasonRule = { reasonActions: string[]; asksForTicket: boolean };

/** What a form must ask before an action; null when it need not. */
export type Asked = { needsTicket: boolean } | null;

export function askedOf(rule: ReasonRule, action: PrivilegedAction): Asked {
  if (!rule.reasonActions.includes(action)) return null;
  return { needsTicket: rule.asksForTicket };
}
