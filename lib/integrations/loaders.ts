import { notFound } from "next/navigation";
import { gatePage } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { loadForm, loadRevealed } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { formatPublicLink } from "@/lib/mail/mutations";
import { recordUnknown } from "@/lib/runtime/refusal";
import { readInScope } from "@/lib/runtime/transaction";
import { type Integration, type IntegrationPage, integrationForm } from "./model";
import { isProductId, type ProductId, products } from "./products";
import { findIntegration, listIntegrations } from "./queries";

export type IntegrationsPage = { integrations: Integration[]; mayWrite: boolean };

export async function loadIntegrations(): Promise<IntegrationsPage> {
  const { scope, principal } = await gatePage("integrations:read");
  return {
    integrations: await readInScope(scope, (tx) => listIntegrations(tx, scope)),
    mayWrite: isAllowed(principal, "integrations:write"),
  };
}

/** Null while no product is chosen. */
export async function loadNewIntegration(
  asked: string,
): Promise<{ product: ProductId; form: FormState } | null> {
  await gatePage("integrations:write");
  if (!isProductId(asked)) return null;
  const initial = Object.fromEntries(
    products[asked].fields.map((field) => [field.name, field.initial ?? ""]),
  );
  return { product: asked, form: await loadForm(`${integrationForm}-${asked}`, initial) };
}

export async function loadIntegration(id: string): Promise<IntegrationPage> {
  const ctx = await gatePage("integrations:read");
  const { scope, principal } = ctx;
  const integration = await readInScope(scope, (tx) => findIntegration(tx, scope, id));
  if (!integration) {
    await recordUnknown(ctx, { type: "integration", id });
    notFound();
  }
  const { name, settings, isEnabled } = integration;
  const initial = { ...settings, name, isEnabled: isEnabled ? ["on"] : [] };
  return {
    integration,
    mayWrite: isAllowed(principal, "integrations:write"),
    inboundUrl: formatPublicLink(`/api/v1/inbound/${id}`),
    revealed: (await loadRevealed(`${integrationForm}-${id}`)).secret ?? null,
    form: await loadForm(
      `${integrationForm}-${id}`,
      initial as Record<string, string | string[]>,
    ),
  };
}
