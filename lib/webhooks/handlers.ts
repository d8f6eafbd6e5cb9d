import { type Ctx, isAllowed } from "@/lib/access/model";
import { handleStaffForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { checkUrl } from "@/lib/outbound/address";
import { readAllowedHosts } from "@/lib/outbound/allowed";
import { webhookForm } from "./loaders";
import { isSigned, type WebhookFormat } from "./model";
import {
  createWebhook,
  replayDelivery,
  rotateWebhookSecret,
  testWebhook,
  updateWebhook,
} from "./mutations";

const page = "/settings/webhooks";

export const handleCreateWebhook = handleStaffForm(
  {
    form: webhookForm,
    page: `${page}/new`,
    fields: ["name", "url", "format"],
    secrets: ["url"],
  },
  async ({ ctx, field }) => {
    const url = field("url").trim();
    refuseAddress(ctx, url);
    const format = field("format") as WebhookFormat;
    const { id, secret } = await createWebhook(ctx, { name: field("name"), url, format });
    const created = { to: `${page}/${id}`, notice: "Webhook created." };
    return isSigned(format) ? { ...created, reveal: { secret } } : created;
  },
);

/** Everything else that is done with one: changed, tested, given a new secret, replayed. */
export const handleWebhook = handleStaffForm(
  {
    form: ({ params }) => `${webhookForm}-${params.id}`,
    page: ({ params }) => `${page}/${params.id}`,
    fields: ["act", "name", "url", "isEnabled", "deliveryId"],
    secrets: ["url"],
  },
  async ({ ctx, params, field, optional, isChecked }) => {
    const id = params.id ?? "";
    const to = `${page}/${id}`;
    switch (field("act")) {
      case "update": {
        const url = optional("url");
        if (url !== null) refuseAddress(ctx, url);
        const isEnabled = isChecked("isEnabled");
        await updateWebhook(ctx, { id, name: field("name"), url, isEnabled });
        return { to, notice: "Webhook changed." };
      }
      case "rotate": {
        const { secret } = await rotateWebhookSecret(ctx, { id });
        const notice =
          "A new secret signs from now on; the old one still signs for a day.";
        return { to, notice, reveal: { secret } };
      }
      case "test":
        await testWebhook(ctx, { id });
        return {
          to,
          notice: "A test event is on its way; reload to see what became of it.",
        };
      case "replay":
        await replayDelivery(ctx, { id, deliveryId: field("deliveryId") });
        return { to, notice: "The event is sent again." };
      default:
        throw new AppError("request.malformed");
    }
  },
);

/** Where a send would be refused anyway, it is said at once. Who may not is told that first. */
function refuseAddress({ principal }: Ctx, url: string): void {
  if (!isAllowed(principal, "webhooks:write")) return;
  const allow = readAllowedHosts();
  const checked = checkUrl(url, allow);
  if (checked.ok) return;
  const errors = [{ pointer: "/url", detail: checked.reason }];
  throw new AppError("input.invalid", { errors });
}
