import { notFound } from "next/navigation";
import { gatePage } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { loadForm, loadRevealed } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { type Webhook, webhookIdSchema } from "./model";
import { type LoggedDelivery, listDeliveries, listWebhooks } from "./queries";

export const webhookForm = "webhook";

export async function loadWebhooks(): Promise<{
  webhooks: Webhook[];
  mayWrite: boolean;
}> {
  const { scope, principal } = await gatePage("webhooks:read");
  return {
    webhooks: await listWebhooks(scope),
    mayWrite: isAllowed(principal, "webhooks:write"),
  };
}

export async function loadNewWebhook(): Promise<FormState> {
  await gatePage("webhooks:write");
  return loadForm(webhookForm, { format: "custody" });
}

export type WebhookPage = {
  webhook: Webhook;
  deliveries: LoggedDelivery[];
  mayWrite: boolean;
  form: FormState;
  /** The secret, on the page after it was made and on no other. */
  revealed: string | null;
};

export async function loadWebhook(id: string): Promise<WebhookPage> {
  const { scope, principal } = await gatePage("webhooks:read");
  const known = webhookIdSchema.safeParse(id).success ? await listWebhooks(scope) : [];
  const webhook = known.find((one) => one.id === id);
  if (!webhook) notFound();
  const created = await loadRevealed(webhookForm);
  const rotated = await loadRevealed(`${webhookForm}-${id}`);
  const isEnabled = webhook.isEnabled ? ["on"] : [];
  return {
    webhook,
    deliveries: await listDeliveries(scope, id),
    mayWrite: isAllowed(principal, "webhooks:write"),
    form: await loadForm(`${webhookForm}-${id}`, { name: webhook.name, isEnabled }),
    revealed: created.secret ?? rotated.secret ?? null,
  };
}
