import { hash, verify } from "@node-rs/argon2";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { sessions } from "@/db/schema";
import type { Context } from "@/lib/entries/model";
import { drawRandomBytes } from "@/lib/entries/random";
import { formatHex } from "@/lib/proof/bytes";
import { appendRequests, prepareRedacted } from "@/lib/runtime/append";
import { mutation } from "@/lib/runtime/mutation";
import { inScope } from "@/lib/runtime/transaction";
import { findOnlyOrganizationId, findSignIn, type SignInRecord } from "./queries";

const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Verified when nobody has the address, so that an unknown one takes as long. */
const nobodysHash =
  "$argon2id$v=19$m=19456,t=2,p=1$Y3VzdG9keS1ub2JvZHk$2Fv0fAhmjoHIZc9e2g8Yt5o0cVYUdIrM0aVQyWwZx0E";

export function hashPassword(password: string): Promise<string> {
  return hash(password, argon2);
}

type Credentials = { email: string; password: string };

/**
 * Returns the id of a new session, or null; either way the attempt is in the log. The
 * caller learns nothing of why it failed.
 */
export async function signInWithPassword(
  credentials: Credentials,
  context: Context,
  sessionSeconds: number,
): Promise<string | null> {
  const email = credentials.email.trim().toLowerCase();
  const person = await findSignIn(email);
  const isRight = await verify(
    person?.passwordHash ?? nobodysHash,
    credentials.password,
  ).catch(() => false);
  const problem = describeProblem(person, isRight);
  if (person?.organizationId && problem === null) {
    return openSession(person, person.organizationId, context, sessionSeconds);
  }
  await recordFailedSignIn(email, person, context, problem ?? "no organization");
  return null;
}

function describeProblem(person: SignInRecord | null, isRight: boolean): string | null {
  if (!person) return "unknown e-mail address";
  if (!isRight || !person.passwordHash) return "wrong password";
  if (person.isDisabled) return "the account is disabled";
  return person.role ? null : "no organization";
}

async function openSession(
  person: SignInRecord,
  organizationId: string,
  context: Context,
  sessionSeconds: number,
): Promise<string> {
  const id = formatHex(drawRandomBytes(32));
  await inScope({ organizationId, clientId: null }, async (tx) => {
    await tx.insert(sessions).values({
      id,
      userId: person.userId,
      organizationId,
      expiresAt: new Date(Date.now() + sessionSeconds * 1000),
      ip: context.ip,
      userAgent: context.user_agent,
    });
    await appendSignIn(tx, organizationId, context, {
      action: "user.signed_in",
      outcome: "success",
      reason: null,
      person,
    });
  });
  return id;
}

async function recordFailedSignIn(
  email: string,
  person: SignInRecord | null,
  context: Context,
  reason: string,
): Promise<void> {
  const organizationId = person?.organizationId ?? (await findOnlyOrganizationId());
  if (!organizationId) return;
  await inScope({ organizationId, clientId: null }, (tx) =>
    appendSignIn(tx, organizationId, context, {
      action: "user.sign_in_failed",
      outcome: "failed",
      reason,
      person: person ?? { userId: null, email, name: null, role: null },
    }),
  );
}

type Attempt = {
  action: string;
  outcome: "success" | "failed";
  reason: string | null;
  person: {
    userId: string | null;
    email: string;
    name: string | null;
    role: string | null;
  };
};

async function appendSignIn(
  tx: Tx,
  organizationId: string,
  context: Context,
  { action, outcome, reason, person }: Attempt,
): Promise<void> {
  const { userId, email, name, role } = person;
  const actor = { type: "user" as const, id: userId, email, name, role };
  const prepared = prepareRedacted(
    {
      action,
      outcome,
      reason,
      target: { type: "user", id: userId, name: name ?? email },
    },
    { actor, keyId: null, source: "web", context },
    null,
  );
  await appendRequests(tx, organizationId, [[{ prepared, idempotency: null }]]);
}

export const endSession = mutation("session:end", z.strictObject({}), async (tx, ctx) => {
  const { principal } = ctx;
  if (principal.kind !== "user") throw new Error("only a person has a session");
  await tx
    .update(sessions)
    .set({ revokedAt: new Date() })
    .where(and(eq(sessions.id, principal.sessionId), isNull(sessions.revokedAt)));
  const target = { type: "user", id: principal.userId, name: principal.name };
  return { value: null, event: { action: "user.signed_out", target } };
});
