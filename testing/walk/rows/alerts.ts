import postgres from "postgres";
import { createFeed, pauseFeed } from "@/lib/feeds/mutations";
import { createIntegration } from "@/lib/integrations/mutations";
import { builtInRules } from "@/lib/rules/built-in";
import { listRules } from "@/lib/rules/queries";
import { createWebhook } from "@/lib/webhooks/mutations";
import { makeAlert } from "@/testing/alerts";
import { makeRule } from "@/testing/rules";
import { genericSettings } from "@/testing/ticket-systems/generic";
import type { Place } from "../place";
import { everyone, form, type Prepare, page, type Row } from "../row";

const rule = {
  name: "A rule of the walk",
  severity: "low",
  kind: "every",
  query: "action=walk.never",
  per: "none",
  of: "ip",
  quietMinutes: "0",
};

const ofRule =
  (fields: Record<string, string>): Prepare =>
  async (_subject, { organization }) => {
    const when = { query: "action=walk.never", condition: null };
    const { id } = await makeRule(organization, { when });
    return { params: { id }, form: fields };
  };

/** One that the organization has not switched on yet. */
async function drawBuiltIn({ organization }: Place) {
  const known = (await listRules(organization.ctx.scope)).map(({ builtIn }) => builtIn);
  return builtInRules.find(({ id }) => !known.includes(id))?.id ?? "";
}

const receiver = { name: "PSA", url: "https://psa.example.com/hook" };

const ofWebhook: Prepare = async (_subject, { organization }) => {
  const { id } = await createWebhook(organization.ctx, receiver);
  return { params: { id }, form: { act: "rotate" } };
};

const feed = {
  name: "SIEM",
  channel: "webhook" as const,
  form: "ocsf" as const,
  // It never has anything to send, so it fails at nothing meanwhile.
  query: "action=walk.never",
  begins: "now" as const,
  address: "https://siem.example.com/custody",
};

const ofFeed: Prepare = async (_subject, { organization }) => {
  const { id } = await createFeed(organization.ctx, { ...feed, secret: null });
  await pauseFeed(organization.ctx, { id });
  return { params: { id }, form: { act: "resume", fromIdx: "" } };
};

const ticketSystem = {
  name: "Tickets",
  product: "generic" as const,
  settings: genericSettings("https://tickets.example.com"),
};

const ofIntegration: Prepare = async (_subject, { organization }) => {
  const { id } = await createIntegration(organization.ctx, ticketSystem);
  const { product, settings } = ticketSystem;
  return {
    params: { id },
    form: { act: "update", name: "Tickets", product, ...settings },
  };
};

const ofTicket: Prepare = async (subject, place) => {
  const { id: integrationId } = await createIntegration(
    place.organization.ctx,
    ticketSystem,
  );
  const { params } = await ofAlert(subject, place);
  return { params, form: { act: "create_ticket", integrationId } };
};

const ofAlert: Prepare = async ({ clientId }, { organization }) => {
  const admin = postgres(process.env.E2E_ADMIN_URL ?? "", { max: 1, onnotice: () => {} });
  try {
    const made = await makeAlert(admin, organization, { clientId, words: "the walk" });
    return { params: { id: made.alertId }, form: { act: "note", note: "of the walk" } };
  } finally {
    await admin.end();
  }
};

/** What watches the log, and what it found. */
export const alertRows: Record<string, Row> = {
  "GET /alerts": page(everyone),
  "GET /alerts/[id]": page(everyone, "client", ({ alertId }) => ({
    params: { id: alertId },
  })),
  "GET /alerts/rules": page(everyone),
  "GET /alerts/rules/new": page("OA"),
  "GET /alerts/rules/[id]": page(everyone, "organization", ({ ruleId }) => ({
    params: { id: ruleId },
  })),
  "POST /api/rules": form("OA", () => ({ form: rule })),
  "POST /api/rules/[id]": form("OA", ofRule(rule), "organization"),
  "POST /api/rules/[id]/state": form("OA", ofRule({ act: "disable" }), "organization"),
  "POST /api/rules/built-in": form("OA", async (_subject, place) => ({
    form: { name: await drawBuiltIn(place) },
  })),
  "GET /settings/webhooks": page("OAR"),
  "GET /settings/webhooks/new": page("OA"),
  "GET /settings/webhooks/[id]": page("OAR", "organization", ({ webhookId }) => ({
    params: { id: webhookId },
  })),
  "GET /settings/feeds": page("OAR"),
  "GET /settings/feeds/new": page("OA"),
  "GET /settings/feeds/[id]": { ...page("OAR", "organization"), prepare: ofFeed },
  "POST /api/feeds": form("OA", () => ({
    form: { ...feed, secret: "", keyId: "", region: "" },
  })),
  "POST /api/feeds/[id]": form("OA", ofFeed, "organization"),
  "GET /settings/integrations": page("OAR"),
  "GET /settings/integrations/new": page("OA"),
  "GET /settings/integrations/[id]": {
    ...page("OAR", "organization"),
    prepare: ofIntegration,
  },
  "POST /api/integrations": form("OA", () => ({
    form: { ...ticketSystem.settings, name: "Tickets", product: "generic" },
  })),
  "POST /api/integrations/[id]": form("OA", ofIntegration, "organization"),
  "POST /api/alerts/[id]/tickets": form("OA", ofTicket, "organization"),
  "POST /api/webhooks": form("OA", () => ({ form: { ...receiver, format: "custody" } })),
  "POST /api/webhooks/[id]": form("OA", ofWebhook, "organization"),
  "POST /api/alerts/[id]": form("OA", ofAlert, "organization"),
};
