import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { sessions } from "@/db/schema";
import { mintSessionCtx } from "@/lib/access/mint";
import type { Ctx, Principal } from "@/lib/access/model";
import type { Role } from "@/lib/access/policy";
import {
  type Arrival,
  findSession,
  listArrivals,
  type SessionStage,
} from "@/lib/access/queries";
import { drawToken } from "@/lib/access/token";
import type { Context, EventInput } from "@/lib/entries/model";
import { AppError } from "@/lib/kit/errors";
import { mutation, none } from "@/lib/runtime/mutation";
import { inScope } from "@/lib/runtime/transaction";
import { insertSecret } from "@/lib/second-factor/sql";

export type Person = Extract<Principal, { kind: "user" }>;

/** Somebody who may come in: with an organization, a role, and an account that is on. */
export type Newcomer = Arrival & { organizationId: string; role: Role };

/** How they came: by what, and whether a second factor was shown already. */
export type Way = { method: string; hasPassedSecondFactor: boolean; isProof: boolean };

export function isNewcomer(arrival: Arrival | undefined): arrival is Newcomer {
  return Boolean(arrival?.organizationId && arrival.role && !arrival.isDisabled);
}

/** How far a sign-in comes by itself: links and resets do not pass the second factor (T-66). */
export function stageOf(arrival: Arrival, way: Way): SessionStage {
  if (way.hasPassedSecondFactor) return "full";
  if (arrival.hasSecondFactor) return "second_factor";
  return arrival.needsSecondFactor ? "enrolment" : "full";
}

/** Opens a session and returns its id, which only the cookie knows; the entry names its start. */
export async function openSession(
  newcomer: Newcomer,
  way: Way,
  context: Context,
): Promise<{ id: string; stage: SessionStage }> {
  const id = drawToken();
  const stage = stageOf(newcomer, way);
  const facts = { ...newcomer, sessionId: id, assignedClientIds: null };
  const { sessionHours } = newcomer;
  const { method, isProof } = way;
  const input = { stage, method, isProof, sessionHours };
  await createSession(mintSessionCtx(facts, context), input);
  return { id, stage };
}

const createSchema = z.strictObject({
  stage: z.enum(["full", "second_factor", "enrolment"]),
  method: z.string(),
  isProof: z.boolean(),
  sessionHours: z.number(),
});

const createSession = mutation("sign_in", createSchema, async (tx, ctx, input) => {
  const { stage, method, isProof, sessionHours } = input;
  const person = personOf(ctx);
  if (stage === "enrolment") await insertSecret(tx, person.userId);
  await tx.insert(sessions).values({
    id: person.sessionId,
    userId: person.userId,
    organizationId: ctx.scope.organizationId,
    stage,
    method,
    issuedRole: person.role,
    provedAt: isProof ? sql`clock_timestamp()` : null,
    expiresAt: sql`clock_timestamp() + make_interval(hours => ${sessionHours})`,
    ip: ctx.context.ip,
    userAgent: ctx.context.user_agent,
  });
  const event = describeArrival(person, stage, method);
  return { value: null, event: { event, clientId: ctx.scope.clientId } };
});

export function describeArrival(
  { userId, name }: Person,
  stage: SessionStage,
  method: string,
): EventInput {
  return {
    action: stage === "full" ? "user.signed_in" : "user.mfa_challenged",
    target: { type: "user", id: userId, name },
    metadata: { method, ...(stage === "enrolment" ? { enrolment: true } : {}) },
  };
}

export function personOf({ principal }: Ctx): Person {
  if (principal.kind !== "user") throw new Error("only a person has a session");
  return principal;
}

type Change = {
  stage?: SessionStage;
  role?: Role;
  organizationId?: string;
  isProof?: boolean;
};

/**
 * Gives a session another id and ends the old one, so that whoever knew the old one is out
 * (T-67). Of two at once, one wins. Throws `access.unauthenticated` when it is over.
 */
export async function replaceSession(
  tx: Tx,
  oldId: string,
  newId: string,
  change: Change,
): Promise<void> {
  const [old] = await tx
    .update(sessions)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(sessions.id, oldId),
        isNull(sessions.revokedAt),
        sql`${sessions.expiresAt} > clock_timestamp()`,
      ),
    )
    .returning();
  if (!old) throw new AppError("access.unauthenticated");
  const { stage = old.stage, role = old.issuedRole, isProof = false } = change;
  await tx.insert(sessions).values({
    ...old,
    id: newId,
    revokedAt: null,
    stage,
    issuedRole: role,
    organizationId: change.organizationId ?? old.organizationId,
    provedAt: isProof ? sql`clock_timestamp()` : old.provedAt,
    lastSeenAt: sql`clock_timestamp()`,
  });
}

export const endSession = mutation("session:end", z.strictObject({}), async (tx, ctx) => {
  const { sessionId, userId, name } = personOf(ctx);
  await tx
    .update(sessions)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)));
  const target = { type: "user", id: userId, name };
  const event = { action: "user.signed_out", target };
  return { value: null, event: { event, clientId: ctx.scope.clientId } };
});

/** A change of role: the same session under another id (T-67). */
export const renewSession = mutation(
  "sign_in",
  z.strictObject({ from: z.string() }),
  async (tx, ctx, { from }) => {
    const { sessionId, role } = personOf(ctx);
    await replaceSession(tx, from, sessionId, { role });
    return { value: null, event: none("the change of role is an entry already") };
  },
);

/** When somebody was last here, to the minute: no change anybody made, so no entry. */
export async function noteSeen(session: { id: string; organizationId: string }) {
  await inScope({ ...session, clientId: null }, (tx) =>
    tx
      .update(sessions)
      .set({ lastSeenAt: sql`clock_timestamp()` })
      .where(eq(sessions.id, session.id)),
  );
}

/** Ends every session of a person, in whichever organization; returns how many. */
export async function endSessionsOf(
  tx: Tx,
  userId: string,
  exceptId: string | null,
): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(
    sql`select custody.end_sessions_of(${userId}::uuid, ${exceptId}) as count`,
  );
  return Number(row?.count);
}

/**
 * Another of one's organizations, under another session id; the one left is over. Who came
 * by an organization's own provider is known to that organization alone (T-72).
 */
export async function switchOrganization(
  ctx: Ctx,
  organizationId: string,
): Promise<{ sessionId: string; stage: SessionStage; userId: string; role: Role }> {
  const { userId, sessionId: from } = personOf(ctx);
  const arrivals = await listArrivals({ userId });
  const arrival = arrivals.find((one) => one.organizationId === organizationId);
  if (!isNewcomer(arrival)) {
    const errors = [{ pointer: "/organization", detail: "is none of yours" }];
    throw new AppError("input.invalid", { errors });
  }
  const method = (await findSession(from))?.method ?? "";
  if (/^sso:(?!installation$)/.test(method)) {
    const detail = "this sign-in was vouched for by one organization's own provider";
    throw new AppError("access.denied", { detail });
  }
  const hasPassedSecondFactor = arrival.hasSecondFactor;
  const way = { method: "switch", hasPassedSecondFactor, isProof: false };
  const opened = await openSession(arrival, way, ctx.context);
  await endSession(ctx, {});
  return { sessionId: opened.id, stage: opened.stage, userId, role: arrival.role };
}
