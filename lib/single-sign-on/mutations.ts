import { randomUUID } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { identities, identityProviders } from "@/db/schema";
import { mintAnonymousCtx } from "@/lib/access/mint";
import { readAddress, recordFailedSignIn } from "@/lib/access/mutations";
import type { Role } from "@/lib/access/policy";
import { requireRecentProof } from "@/lib/access/proof";
import { listArrivals, type SessionStage } from "@/lib/access/queries";
import type { Context } from "@/lib/entries/model";
import { AppError } from "@/lib/kit/errors";
import { nameSchema } from "@/lib/organizations/mutations";
import { mutation } from "@/lib/runtime/mutation";
import { sealSecret } from "@/lib/runtime/secret-box";
import { isNewcomer, type Newcomer, openSession } from "@/lib/sessions/mutations";
import { findIdentity, type Provider } from "./queries";

/** What a provider says of who came back from it; the signature was checked before. */
export type Claims = {
  sub?: unknown;
  email?: unknown;
  email_verified?: unknown;
  amr?: unknown;
};

export type SsoArrival = {
  sessionId: string;
  stage: SessionStage;
  userId: string;
  role: Role;
};

/**
 * Lets in whoever this provider's subject is here. Somebody new to it is linked once, by an
 * address the provider has verified, unless another provider vouches for them already (T-72).
 */
export async function arriveBySso(
  provider: Provider,
  claims: Claims,
  context: Context,
): Promise<SsoArrival | null> {
  const subject = typeof claims.sub === "string" ? claims.sub : "";
  const email = typeof claims.email === "string" ? readAddress(claims.email) : null;
  const known = subject === "" ? null : await findIdentity(provider.id, subject);
  const isVerified = claims.email_verified === true;
  const who = known ? { userId: known.userId } : { email: email ?? "" };
  const organizationId = known?.organizationId ?? provider.organizationId;
  const arrival = (await listArrivals(who)).find(
    (one) => organizationId === null || one.organizationId === organizationId,
  );
  const refuse = async (reason: string) => {
    const action = "user.sso_callback_received";
    const door = provider.organizationId;
    const failure = { email, arrival, context, reason, action, organizationId: door };
    await recordFailedSignIn(failure);
    return null;
  };
  if (subject === "") return refuse("the provider names nobody");
  if (!known && !isVerified) return refuse("the e-mail address is not verified");
  if (!isNewcomer(arrival)) return refuse("nobody here has this identity");
  const isLinked = await receive(
    arrival,
    { provider, subject, isKnown: known !== null },
    context,
  );
  if (!isLinked) return refuse("another provider vouches for this person");
  const amr = Array.isArray(claims.amr) ? claims.amr : [];
  const way = {
    method: `sso:${provider.id}`,
    hasPassedSecondFactor: provider.isSecondFactor || amr.includes("mfa"),
    isProof: false,
  };
  const { id, stage } = await openSession(arrival, way, context);
  return { sessionId: id, stage, userId: arrival.userId, role: arrival.role };
}

type Return = { provider: Provider; subject: string; isKnown: boolean };

async function receive(
  newcomer: Newcomer,
  { provider, subject, isKnown }: Return,
  context: Context,
): Promise<boolean> {
  const { organizationId, userId, email, name, role } = newcomer;
  const ctx = mintAnonymousCtx(organizationId, context);
  const person = { userId, email, name, role };
  const by = { provider: provider.id, providerName: provider.name, subject, isKnown };
  return linkIdentity(ctx, { ...person, ...by }).then(
    () => true,
    (thrown: unknown) => {
      if (thrown instanceof AppError && thrown.code === "name.taken") return false;
      throw thrown;
    },
  );
}

const linkSchema = z.strictObject({
  userId: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: z.string(),
  provider: z.string(),
  providerName: z.string(),
  subject: z.string().max(255),
  isKnown: z.boolean(),
});

const linkIdentity = mutation("sign_in", linkSchema, async (tx, ctx, input) => {
  const { organizationId } = ctx.scope;
  const { userId, email, name, role, provider, providerName, subject, isKnown } = input;
  if (!isKnown) {
    const [other] = await tx
      .select({ subject: identities.subject })
      .from(identities)
      .where(
        and(eq(identities.organizationId, organizationId), eq(identities.userId, userId)),
      );
    if (other) throw new AppError("name.taken");
    await tx.insert(identities).values({ organizationId, provider, subject, userId });
  }
  return {
    value: null,
    event: {
      action: "user.sso_callback_received",
      actor: { type: "user", id: userId, email, name, role },
      target: { type: "user", id: userId, name },
      metadata: { provider: providerName, linked: !isKnown },
    },
  };
});

const providerSchema = z.strictObject({
  name: nameSchema,
  issuer: z.url({
    protocol: /^https?$/,
    error: "must be an address such as https://login.example.com",
  }),
  clientId: z.string().trim().min(1).max(200),
  clientSecret: z.string().min(1).max(1000),
  isSecondFactor: z.boolean(),
});

/** Another way in for this organization; its secret is written and never shown. */
export const createProvider = mutation(
  "security:manage",
  providerSchema,
  async (tx, ctx, input) => {
    requireRecentProof(ctx);
    const { organizationId } = ctx.scope;
    const { name, issuer, clientId, clientSecret, isSecondFactor } = input;
    const id = randomUUID();
    const sealedSecret = sealSecret(clientSecret, id);
    await tx.insert(identityProviders).values({
      organizationId,
      id,
      name,
      issuer,
      clientId,
      sealedSecret,
      isSecondFactor,
    });
    return {
      value: { id },
      event: {
        action: "settings.sign_in_changed",
        target: { type: "identity_provider", id, name },
        after: { name, issuer, client: clientId, second_factor: isSecondFactor },
      },
    };
  },
);

/** Nobody comes in by it any more; who did keeps their account and other ways. */
export const removeProvider = mutation(
  "security:manage",
  z.strictObject({ id: z.uuid() }),
  async (tx, ctx, { id }) => {
    requireRecentProof(ctx);
    const { organizationId } = ctx.scope;
    const [row] = await tx
      .update(identityProviders)
      .set({ removedAt: sql`clock_timestamp()` })
      .where(
        and(
          eq(identityProviders.organizationId, organizationId),
          eq(identityProviders.id, id),
          isNull(identityProviders.removedAt),
        ),
      )
      .returning({ name: identityProviders.name, issuer: identityProviders.issuer });
    if (!row) throw new AppError("resource.not_found");
    await tx
      .delete(identities)
      .where(
        and(eq(identities.organizationId, organizationId), eq(identities.provider, id)),
      );
    return {
      value: row,
      event: {
        action: "settings.sign_in_changed",
        target: { type: "identity_provider", id, name: row.name },
        before: { name: row.name, issuer: row.issuer },
        after: { name: null, issuer: null },
      },
    };
  },
);
