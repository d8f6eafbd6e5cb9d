import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { integrations } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import type { EventInput } from "@/lib/entries/model";
import { drawRandomBytes } from "@/lib/entries/random";
import { AppError } from "@/lib/kit/errors";
import { formatHex } from "@/lib/proof/bytes";
import type { JsonObject } from "@/lib/proof/json-value";
import { mutation } from "@/lib/runtime/mutation";
import { sealSecret } from "@/lib/runtime/secret-box";
import { webhookLimits } from "@/lib/webhooks/model";
import { drawSigningSecret } from "@/lib/webhooks/signing-secret";
import { queueTest } from "@/lib/write-backs/mutations";
import {
  type Integration,
  integrationIdSchema,
  integrationLimits,
  integrationNameSchema,
} from "./model";
import type { Settings } from "./product";
import {
  findProblems,
  listSecrets,
  type ProductId,
  productIds,
  products,
} from "./products";
import { findIntegration, findOpened, whereIntegration } from "./queries";

const settingsSchema = z.record(z.string().max(64), z.string().max(4_096));
const byId = z.strictObject({ id: integrationIdSchema });

const wish = z.strictObject({
  name: integrationNameSchema,
  product: z.enum(productIds, { error: "is one of the list" }),
  settings: settingsSchema,
});

export const createIntegration = mutation(
  "integrations:write",
  wish,
  async (tx, ctx, { name, product, settings }) => {
    const { organizationId } = ctx.scope;
    await refuseTooMany(tx, organizationId);
    refuseFaults(product, settings, { isNew: true });
    const id = `int_${formatHex(drawRandomBytes(12))}`;
    const { plain, secret } = divide(product, settings);
    await tx.insert(integrations).values({
      organizationId,
      id,
      name,
      product,
      settings: plain,
      sealedCredentials: sealSecret(JSON.stringify(secret), id),
    });
    const event: EventInput = {
      action: "integration.created",
      target: { type: "integration", id, name },
      after: { name, product, settings: plain as JsonObject },
    };
    return { value: { id }, event };
  },
);

/** A credential left out stays as it is; new ones are an entry of their own. */
export const updateIntegration = mutation(
  "integrations:write",
  z.strictObject({
    id: integrationIdSchema,
    name: integrationNameSchema,
    settings: settingsSchema,
    isEnabled: z.boolean(),
  }),
  async (tx, ctx, { id, name, settings, isEnabled }) => {
    const known = await requireOpened(tx, ctx, id);
    const { product } = known;
    refuseFaults(product, settings, { isNew: false });
    const { plain, secret } = divide(product, settings);
    const before = divide(product, known.settings);
    const isRotated = Object.keys(secret).length > 0;
    const sealed = JSON.stringify({ ...before.secret, ...secret });
    await tx
      .update(integrations)
      .set({
        name,
        settings: plain,
        isEnabled,
        sealedCredentials: sealSecret(sealed, id),
        updatedAt: sql`clock_timestamp()`,
      })
      .where(whereIntegration(ctx.scope, id));
    const target = { type: "integration", id, name };
    const changed: EventInput = {
      action: "integration.updated",
      target,
      before: describe(known, before.plain),
      after: describe({ name, isEnabled }, plain),
    };
    const rotated: EventInput = {
      action: "integration.credentials_rotated",
      target,
      metadata: { fields: Object.keys(secret) },
    };
    const events = isRotated ? [changed, rotated] : [changed];
    return { value: { id }, event: events.map((event) => ({ event, clientId: null })) };
  },
);

/** The secret is shown once. The one before it is good for a day more. */
export const makeInboundSecret = mutation(
  "integrations:write",
  byId,
  async (tx, ctx, { id }) => {
    const { name } = await requireIntegration(tx, ctx, id);
    const secret = drawSigningSecret();
    const hours = webhookLimits.rotationHours;
    await tx
      .update(integrations)
      .set({
        sealedPreviousInboundSecret: sql`sealed_inbound_secret`,
        previousInboundUntil: sql`clock_timestamp() + make_interval(hours => ${hours})`,
        sealedInboundSecret: sealSecret(secret, `${id}/inbound`),
        updatedAt: sql`clock_timestamp()`,
      })
      .where(whereIntegration(ctx.scope, id));
    const event: EventInput = {
      action: "integration.inbound_secret_made",
      target: { type: "integration", id, name },
    };
    return { value: { id, secret }, event };
  },
);

export const testIntegration = mutation(
  "integrations:write",
  byId,
  async (tx, ctx, { id }) => {
    const { name } = await requireIntegration(tx, ctx, id);
    await queueTest(tx, ctx, id);
    const event: EventInput = {
      action: "integration.test_requested",
      target: { type: "integration", id, name },
    };
    return { value: { id }, event };
  },
);

function describe(
  { name, isEnabled }: Pick<Integration, "name" | "isEnabled">,
  settings: Settings,
): JsonObject {
  return { name, enabled: isEnabled, settings: settings as JsonObject };
}

/** What may be read again, and what is only ever written. */
function divide(product: ProductId, settings: Settings) {
  const plain: Settings = {};
  const secret: Settings = {};
  const secrets = listSecrets(products[product]).map(({ name }) => name);
  for (const { name } of products[product].fields) {
    const value = (settings[name] ?? "").replaceAll("\r\n", "\n").trim();
    if (value === "") continue;
    (secrets.includes(name) ? secret : plain)[name] = value;
  }
  return { plain, secret };
}

function refuseFaults(
  product: ProductId,
  settings: Settings,
  which: { isNew: boolean },
): void {
  const errors = findProblems(product, settings, which).map(({ field, detail }) => ({
    pointer: `/${field}`,
    detail,
  }));
  if (errors.length > 0) throw new AppError("input.invalid", { errors });
}

async function requireIntegration(tx: Tx, ctx: Ctx, id: string): Promise<Integration> {
  return (await findIntegration(tx, ctx.scope, id)) ?? refuseUnknown(id);
}

async function requireOpened(tx: Tx, ctx: Ctx, id: string): Promise<Integration> {
  return (await findOpened(tx, ctx.scope, id)) ?? refuseUnknown(id);
}

function refuseUnknown(id: string): never {
  const unknown = { type: "integration", id };
  throw new AppError("resource.not_found", {
    detail: `No integration "${id}".`,
    unknown,
  });
}

async function refuseTooMany(tx: Tx, organizationId: string): Promise<void> {
  const ofThis = eq(integrations.organizationId, organizationId);
  const count = await tx.$count(integrations, ofThis);
  if (count < integrationLimits.integrationsMax) return;
  const detail = `There are ${integrationLimits.integrationsMax} integrations, which is the most there can be.`;
  throw new AppError("integration.too_many", { detail });
}
