import { gatePage } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { type ClientRow, listClients } from "@/lib/clients/queries";
import { loadForm, loadRevealed } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { type Asked, askedOf } from "@/lib/reasons/model";
import { findReasonRule } from "@/lib/reasons/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { type KeyDay, type KeyRow, listApiKeys, listKeyDays } from "./queries";

export type KeysPage = {
  keys: (KeyRow & { days: KeyDay[] })[];
  /** Shown on this one page and never again. */
  revealed: string | null;
  publicUrl: string;
  mayCreate: boolean;
  mayRevoke: boolean;
  asked: Record<"create" | "revoke", Asked>;
  forms: Record<"rotate" | "revoke" | "leaked", FormState>;
};

export async function loadKeys(): Promise<KeysPage> {
  const { scope, principal } = await gatePage("api_keys:read");
  const { organizationId } = scope;
  const [keys, days, rule] = await readInScope(scope, async (tx) => [
    await listApiKeys(tx, organizationId),
    await listKeyDays(tx, organizationId),
    await findReasonRule(tx, organizationId),
  ]);
  const created = await loadRevealed("api-key");
  const rotated = await loadRevealed("key-rotate");
  return {
    keys: keys.map((key) => ({ ...key, days: days.get(key.id) ?? [] })),
    revealed: created.key ?? rotated.key ?? null,
    publicUrl: process.env.CUSTODY_URL ?? "",
    mayCreate: isAllowed(principal, "api_keys:create"),
    mayRevoke: isAllowed(principal, "api_keys:revoke"),
    asked: {
      create: askedOf(rule, "api_key.created"),
      revoke: askedOf(rule, "api_key.revoked"),
    },
    forms: {
      rotate: await loadForm("key-rotate", { overlap: "24" }),
      revoke: await loadForm("key-revoke"),
      leaked: await loadForm("key-leaked"),
    },
  };
}

export type NewKeyPage = { form: FormState; clients: ClientRow[]; asked: Asked };

export async function loadNewKey(): Promise<NewKeyPage> {
  const { scope } = await gatePage("api_keys:create");
  const [clients, rule] = await readInScope(scope, async (tx) => [
    await listClients(tx, scope),
    await findReasonRule(tx, scope.organizationId),
  ]);
  return {
    form: await loadForm("api-key", { scopes: ["events:write"] }),
    clients: clients.filter(({ archivedAt }) => archivedAt === null),
    asked: askedOf(rule, "api_key.created"),
  };
}
