import { hash, verify } from "@node-rs/argon2";
import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "@/db/schema";
import type { Context } from "@/lib/entries/model";
import { drawRandomBytes } from "@/lib/entries/random";
import { formatHex } from "@/lib/proof/bytes";
import { appendWithin } from "@/lib/runtime/append";
import { foldEvent } from "@/lib/runtime/fold";
import { mutation } from "@/lib/runtime/mutation";
import { inScope } from "@/lib/runtime/transaction";
import { mintAnonymousCtx, mintSessionCtx } from "./mint";
import type { Role } from "./policy";
import { findOnlyOrganizationId, findSignIn, type SignInRecord } from "./queries";

/** Length beats composition (NIST SP 800-63B, section 5.1.1.2). */
export const passwordLength = { min: 12, max: 256 } as const;

const failuresAtOnceMax = 10;

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
  const person = isAddress(email) ? await findSignIn(email) : null;
  const password = credentials.password.slice(0, passwordLength.max + 1);
  const isRight = await verify(person?.passwordHash ?? nobodysHash, password).catch(
    () => false,
  );
  const problem = describeProblem(person, isRight);
  if (person?.organizationId && person.role && problem === null) {
    const { organizationId, role } = person;
    return openSession({ ...person, organizationId, role }, context, sessionSeconds);
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
  person: SignInRecord & { organizationId: string; role: Role },
  context: Context,
  sessionSeconds: number,
): Promise<string> {
  const { organizationId, userId } = person;
  const id = formatHex(drawRandomBytes(32));
  const facts = { ...person, sessionId: id, assignedClientIds: null };
  await inScope({ organizationId, clientId: null }, async (tx) => {
    await tx.insert(sessions).values({
      id,
      userId,
      organizationId,
      expiresAt: new Date(Date.now() + sessionSeconds * 1000),
      issuedRole: person.role,
      provedAt: sql`clock_timestamp()`,
      ip: context.ip,
      userAgent: context.user_agent,
    });
    const target = { type: "user", id: userId, name: person.name };
    const event = { action: "user.signed_in", target };
    await appendWithin(tx, mintSessionCtx(facts, context), [{ event, clientId: null }]);
  });
  return id;
}

/** A flood on one account from one address is told ten times a window, then counted. */
async function recordFailedSignIn(
  email: string,
  person: SignInRecord | null,
  context: Context,
  reason: string,
): Promise<void> {
  const organizationId = person?.organizationId ?? (await findOnlyOrganizationId());
  if (!organizationId) return;
  const shown = isAddress(email) ? email : "(not an e-mail address)";
  const { userId, name, role } = person ?? { userId: null, name: null, role: null };
  await foldEvent(mintAnonymousCtx(organizationId, context), {
    key: `user.sign_in_failed ${shown} ${context.ip} ${reason}`,
    event: {
      action: "user.sign_in_failed",
      outcome: "failed",
      reason,
      actor: { type: "user", id: userId, email: shown, name, role },
      target: { type: "user", id: userId, name: name ?? shown },
    },
    clientId: null,
    atOnceMax: failuresAtOnceMax,
  });
}

function isAddress(text: string): boolean {
  return text.length <= 254 && /^[!-?A-~]+@[!-?A-~]+$/.test(text);
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
