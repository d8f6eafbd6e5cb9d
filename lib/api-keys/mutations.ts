import { createHash } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { apiKeys } from "@/db/schema";
import { createApiKeyParts, formatApiKey, parseApiKey } from "@/lib/access/api-key";
import { actorOf, type Ctx } from "@/lib/access/model";
import { type KeyScope, keyScopes } from "@/lib/access/policy";
import { findClient } from "@/lib/clients/queries";
import type { EventInput } from "@/lib/entries/model";
import { AppError } from "@/lib/kit/errors";
import { nameSchema } from "@/lib/organizations/mutations";
import { findOrganizationById } from "@/lib/organizations/queries";
import { reasonFields } from "@/lib/reasons/model";
import { findReason } from "@/lib/reasons/queries";
import { mutation } from "@/lib/runtime/mutation";
import { networksSchema, overlapHours, stateOf } from "./model";
import { findKey, type KeyRow, listKeysMadeBy } from "./queries";

const keyIdSchema = z.string().regex(/^key_[0-9A-Za-z]{8}$/, { error: "is no key" });

const createSchema = z.strictObject({
  name: nameSchema,
  scopes: z.array(z.enum(keyScopes)).min(1),
  clientSlug: z.string().nullable(),
  expiresAt: z.iso.datetime({ offset: true }).nullable(),
  allowedIps: networksSchema.default([]),
  ...reasonFields,
});

/** The key itself is in the answer and nowhere else: only its digest is stored. */
export const createApiKey = mutation(
  "api_keys:create",
  createSchema,
  async (tx, ctx, input) => {
    const { name, scopes, clientSlug, expiresAt, allowedIps, ...why } = input;
    const client = clientSlug === null ? null : await findClient(tx, clientSlug);
    if (clientSlug !== null && !client) {
      throw new AppError("input.invalid", {
        errors: [{ pointer: "/clientSlug", detail: `no client "${clientSlug}"` }],
      });
    }
    const reason = await findReason(tx, ctx, "api_key.created", why);
    const made = await insertKey(tx, ctx, {
      name,
      scopes,
      allowedIps,
      clientId: client?.id ?? null,
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
      rotatedFromId: null,
    });
    return {
      value: made,
      event: {
        action: "api_key.created",
        target: { type: "api_key", id: made.id, name },
        after: {
          name,
          scopes,
          client: clientSlug,
          expires_at: expiresAt,
          ...(allowedIps.length > 0 ? { allowed_ips: allowedIps } : {}),
        },
        ...reason,
      },
    };
  },
);

/** A new key with the permissions of the old one, which goes on for a while so nothing stops. */
export const rotateApiKey = mutation(
  "api_keys:create",
  z.strictObject({
    id: keyIdSchema,
    overlap: z.union(overlapHours.map((hours) => z.literal(hours))),
    ...reasonFields,
  }),
  async (tx, ctx, { id, overlap, ...why }) => {
    const old = await findActiveKey(tx, ctx, id);
    const reason = await findReason(tx, ctx, "api_key.created", why);
    const { name, scopes, clientId, allowedIps, expiresAt } = old;
    const facts = { name, scopes, clientId, allowedIps, expiresAt, rotatedFromId: id };
    const made = await insertKey(tx, ctx, facts);
    const end = new Date(Date.now() + overlap * 3_600_000);
    const oldEnd = expiresAt !== null && expiresAt < end ? expiresAt : end;
    await setKey(tx, ctx, id, { expiresAt: oldEnd });
    return {
      value: { ...made, name },
      event: {
        action: "api_key.rotated",
        target: { type: "api_key", id, name },
        before: { expires_at: expiresAt?.toISOString() ?? null },
        after: { expires_at: oldEnd.toISOString() },
        ...reason,
        metadata: { ...reason.metadata, new_key: made.id },
      },
    };
  },
);

export const revokeApiKey = mutation(
  "api_keys:revoke",
  z.strictObject({ id: keyIdSchema, ...reasonFields }),
  async (tx, ctx, { id, ...why }) => {
    const key = await findKey(tx, ctx.scope.organizationId, id);
    if (key.revokedAt !== null) {
      throw new AppError("input.invalid", { detail: "This key was revoked before." });
    }
    const reason = await findReason(tx, ctx, "api_key.revoked", why);
    await setKey(tx, ctx, id, { revokedAt: new Date() });
    return { value: key, event: tellRevoked(key, reason) };
  },
);

/** Whoever found a key somewhere pastes it: it stops, whichever of ours it is. */
export const revokeLeakedKey = mutation(
  "api_keys:revoke",
  z.strictObject({ value: z.string().trim().max(200) }),
  async (tx, ctx, { value }) => {
    const parts = parseApiKey(value);
    const digest = createHash("sha256").update(value).digest();
    const [row] = parts
      ? await tx
          .select({ id: apiKeys.id })
          .from(apiKeys)
          .where(
            and(eq(apiKeys.publicId, parts.publicId), eq(apiKeys.secretHash, digest)),
          )
      : [];
    if (!row) {
      const detail = "is no key of this organization; check that it is whole";
      throw new AppError("input.invalid", { errors: [{ pointer: "/value", detail }] });
    }
    const key = await findKey(tx, ctx.scope.organizationId, row.id);
    await setKey(tx, ctx, key.id, { revokedAt: key.revokedAt ?? new Date() });
    return { value: key, event: tellRevoked(key, { reason: "found outside" }) };
  },
);

/** Whoever holds a key may end it: who finds one need not be one of us. */
export const revokeOwnKey = mutation(
  "api_keys:revoke_own",
  z.strictObject({}),
  async (tx, ctx) => {
    if (ctx.principal.kind !== "key") throw new Error("only a key ends itself");
    const key = await findKey(tx, ctx.scope.organizationId, ctx.principal.keyId);
    await setKey(tx, ctx, key.id, { revokedAt: new Date() });
    return {
      value: key,
      event: tellRevoked(key, { reason: "revoked with the key itself" }),
    };
  },
);

/** Ends the keys of somebody whose access ends, and returns what to tell of it (T-14). */
export async function revokeKeysOf(
  tx: Tx,
  ctx: Ctx,
  maker: { id: string; name: string },
) {
  const { organizationId } = ctx.scope;
  const keys = await listKeysMadeBy(tx, organizationId, maker.id);
  const ids = keys.map(({ id }) => id);
  if (ids.length > 0) {
    await tx
      .update(apiKeys)
      .set({ revokedAt: new Date() })
      .where(and(eq(apiKeys.organizationId, organizationId), inArray(apiKeys.id, ids)));
  }
  const reason = `the access of ${maker.name}, who made it, ended`;
  return keys.map((key) => ({ event: tellRevoked(key, { reason }), clientId: null }));
}

function tellRevoked(
  { id, name }: { id: string; name: string },
  why: Partial<EventInput>,
) {
  const target = { type: "api_key", id, name };
  return { action: "api_key.revoked", target, after: { revoked: true }, ...why };
}

async function findActiveKey(tx: Tx, ctx: Ctx, id: string): Promise<KeyRow> {
  const key = await findKey(tx, ctx.scope.organizationId, id);
  const state = stateOf(key, new Date());
  if (state === "active") return key;
  throw new AppError("input.invalid", { detail: `This key is ${state}.` });
}

type KeyFacts = {
  name: string;
  scopes: KeyScope[];
  allowedIps: string[];
  clientId: string | null;
  expiresAt: Date | null;
  rotatedFromId: string | null;
};

async function insertKey(tx: Tx, ctx: Ctx, facts: KeyFacts) {
  const { organizationId } = ctx.scope;
  const organization = await findOrganizationById(tx, organizationId);
  const parts = createApiKeyParts(organization?.isDemo ? "demo" : "live");
  const key = formatApiKey(parts);
  const id = `key_${parts.publicId}`;
  await tx.insert(apiKeys).values({
    organizationId,
    id,
    publicId: parts.publicId,
    secretHash: createHash("sha256").update(key).digest(),
    lastCharacters: key.slice(-4),
    createdBy: actorOf(ctx.principal).id ?? "system",
    ...facts,
  });
  return { id, key };
}

async function setKey(
  tx: Tx,
  { scope }: Ctx,
  id: string,
  change: Partial<typeof apiKeys.$inferInsert>,
): Promise<void> {
  await tx
    .update(apiKeys)
    .set(change)
    .where(and(eq(apiKeys.organizationId, scope.organizationId), eq(apiKeys.id, id)));
}
