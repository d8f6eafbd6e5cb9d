import { createHash } from "node:crypto";
import { z } from "zod";
import { apiKeys } from "@/db/schema";
import { createApiKeyParts, formatApiKey } from "@/lib/access/api-key";
import { actorOf } from "@/lib/access/model";
import { keyScopes } from "@/lib/access/policy";
import { findClient } from "@/lib/clients/queries";
import { AppError } from "@/lib/kit/errors";
import { nameSchema } from "@/lib/organizations/mutations";
import { findOrganizationById } from "@/lib/organizations/queries";
import { mutation } from "@/lib/runtime/mutation";

const createSchema = z.strictObject({
  name: nameSchema,
  scopes: z.array(z.enum(keyScopes)).min(1),
  clientSlug: z.string().nullable(),
  expiresAt: z.iso.datetime({ offset: true }).nullable(),
});

/** The key itself is in the answer and nowhere else: only its digest is stored. */
export const createApiKey = mutation(
  "api_keys:create",
  createSchema,
  async (tx, ctx, input) => {
    const { organizationId } = ctx.scope;
    const { name, scopes, clientSlug, expiresAt } = input;
    const client = clientSlug === null ? null : await findClient(tx, clientSlug);
    if (clientSlug !== null && !client) {
      throw new AppError("input.invalid", {
        errors: [{ pointer: "/clientSlug", detail: `no client "${clientSlug}"` }],
      });
    }
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
      name,
      scopes,
      clientId: client?.id ?? null,
      createdBy: actorOf(ctx.principal).id ?? "system",
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
    });
    return {
      value: { id, key },
      event: {
        action: "api_key.created",
        target: { type: "api_key", id, name },
        after: { name, scopes, client: clientSlug, expires_at: expiresAt },
      },
    };
  },
);
