import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { memberships, sessions, users } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import { hashPassword, passwordLength } from "@/lib/access/mutations";
import { roles } from "@/lib/access/policy";
import { revokeKeysOf } from "@/lib/api-keys/mutations";
import { AppError } from "@/lib/kit/errors";
import { nameSchema } from "@/lib/organizations/mutations";
import { describeWeakness } from "@/lib/password/rules";
import { reasonFields } from "@/lib/reasons/model";
import { findReason } from "@/lib/reasons/queries";
import { mutation } from "@/lib/runtime/mutation";
import { refuseTaken } from "@/lib/runtime/unique";
import { describeMember, type Member, mayTouchOwners } from "./members";
import { findTouchable, requireOwnerBeside } from "./queries";

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[!-?A-~]+@[a-z0-9.-]+\.[a-z0-9-]+$/, { error: "must be an e-mail address" });

export const passwordSchema = z
  .string()
  .min(passwordLength.min, {
    error: `must have at least ${passwordLength.min} characters`,
  })
  .max(passwordLength.max)
  .superRefine((password, problems) => {
    const weakness = describeWeakness(password);
    if (weakness !== null) problems.addIssue({ code: "custom", message: weakness });
  });

const createSchema = z.strictObject({
  email: emailSchema,
  name: nameSchema,
  role: z.enum(roles),
  password: passwordSchema.nullable(),
});

/** Adds a person with an account of their own. */
export const createUser = mutation(
  "users:create",
  createSchema,
  async (tx, ctx, input) => {
    const { organizationId } = ctx.scope;
    const { email, name, role } = input;
    if (role === "owner" && !mayTouchOwners(ctx.principal)) {
      throw refuse("only an owner makes another owner");
    }
    const id = await insertUser(tx, input);
    await refuseTaken(
      "/email",
      tx.insert(memberships).values({ organizationId, userId: id, role }),
    );
    return {
      value: { id, email, role },
      event: {
        action: "user.created",
        target: { type: "user", id, name },
        after: { email, name, role },
      },
    };
  },
);

async function insertUser(
  tx: Tx,
  { email, name, password }: z.infer<typeof createSchema>,
): Promise<string> {
  const id = randomUUID();
  const passwordHash = password === null ? null : await hashPassword(password);
  await refuseTaken("/email", tx.insert(users).values({ id, email, name, passwordHash }));
  return id;
}

const personFields = { userId: z.uuid(), ...reasonFields };

/** Effective with the person's next request: the row is read each time (T-13). */
export const updateRole = mutation(
  "users:update",
  z.strictObject({ ...personFields, role: z.enum(roles) }),
  async (tx, ctx, { userId, role, ...why }) => {
    const member = await findTouchable(tx, ctx, userId);
    if (role === "owner" && !mayTouchOwners(ctx.principal)) {
      throw refuse("only an owner makes another owner");
    }
    if (role !== "owner") await requireOwnerBeside(tx, ctx, member);
    const reason = await findReason(tx, ctx, "user.role_changed", why);
    await setMembership(tx, ctx, userId, { role });
    const action = role === "owner" ? "user.owner_granted" : "user.role_changed";
    return {
      value: member,
      event: {
        action,
        target: describeMember(member),
        before: { role: member.role },
        after: { role },
        ...reason,
      },
    };
  },
);

/** Nothing of theirs works from now on, here; what they did stays. */
export const disableUser = mutation(
  "users:update",
  z.strictObject(personFields),
  async (tx, ctx, { userId, ...why }) => {
    const member = await findTouchable(tx, ctx, userId);
    refuseSelf(ctx, userId);
    await requireOwnerBeside(tx, ctx, member);
    const reason = await findReason(tx, ctx, "user.disabled", why);
    const disabledAt = new Date();
    await setMembership(tx, ctx, userId, { disabledAt });
    const ended = await endAccess(tx, ctx, member);
    const disabled = {
      action: "user.disabled",
      target: describeMember(member),
      before: { disabled: member.disabledAt !== null },
      after: { disabled: true },
      ...reason,
    };
    return { value: member, event: [{ event: disabled, clientId: null }, ...ended] };
  },
);

export const enableUser = mutation(
  "users:update",
  z.strictObject(personFields),
  async (tx, ctx, { userId }) => {
    const member = await findTouchable(tx, ctx, userId);
    if (member.expiresAt !== null && member.expiresAt <= new Date()) {
      throw new AppError("input.invalid", {
        detail: "Their access has an end that is past. Set another one first.",
      });
    }
    await setMembership(tx, ctx, userId, { disabledAt: null });
    const event = {
      action: "user.enabled",
      target: describeMember(member),
      before: { disabled: member.disabledAt !== null },
      after: { disabled: false },
    };
    return { value: member, event };
  },
);

/** Entries and the names in them stay; the person can be invited again. */
export const removeUser = mutation(
  "users:update",
  z.strictObject(personFields),
  async (tx, ctx, { userId, ...why }) => {
    const member = await findTouchable(tx, ctx, userId);
    refuseSelf(ctx, userId);
    await requireOwnerBeside(tx, ctx, member);
    const reason = await findReason(tx, ctx, "user.removed", why);
    const ended = await endAccess(tx, ctx, member);
    await tx.delete(memberships).where(isMember(ctx, userId));
    const removed = {
      action: "user.removed",
      target: describeMember(member),
      before: { email: member.email, name: member.name, role: member.role },
      ...reason,
    };
    return { value: member, event: [{ event: removed, clientId: null }, ...ended] };
  },
);

/** An end in the past is refused: disabling says what it does. */
export const updateAccessEnd = mutation(
  "users:update",
  z.strictObject({
    userId: z.uuid(),
    expiresAt: z.date({ error: "must be a date" }).nullable(),
  }),
  async (tx, ctx, { userId, expiresAt }) => {
    const member = await findTouchable(tx, ctx, userId);
    if (expiresAt !== null && expiresAt <= new Date()) {
      const errors = [{ pointer: "/expiresAt", detail: "must be in the future" }];
      throw new AppError("input.invalid", { errors });
    }
    if (expiresAt !== null && member.role === "owner") {
      throw refuse("an owner's access has no end; change the role first");
    }
    await setMembership(tx, ctx, userId, { expiresAt });
    const event = {
      action: "user.updated",
      target: describeMember(member),
      before: { access_ends_at: member.expiresAt?.toISOString() ?? null },
      after: { access_ends_at: expiresAt?.toISOString() ?? null },
    };
    return { value: member, event };
  },
);

function refuseSelf({ principal }: Ctx, userId: string): void {
  if (principal.kind !== "user" || principal.userId !== userId) return;
  throw refuse("nobody takes their own access away");
}

async function endAccess(tx: Tx, ctx: Ctx, { id, name }: Member) {
  const { organizationId } = ctx.scope;
  await tx
    .update(sessions)
    .set({ revokedAt: new Date() })
    .where(
      and(
        eq(sessions.organizationId, organizationId),
        eq(sessions.userId, id),
        isNull(sessions.revokedAt),
      ),
    );
  return revokeKeysOf(tx, ctx, { id, name });
}

async function setMembership(
  tx: Tx,
  ctx: Ctx,
  userId: string,
  change: Partial<typeof memberships.$inferInsert>,
): Promise<void> {
  await tx.update(memberships).set(change).where(isMember(ctx, userId));
}

function isMember({ scope }: Ctx, userId: string) {
  return and(
    eq(memberships.organizationId, scope.organizationId),
    eq(memberships.userId, userId),
  );
}

function refuse(detail: string): AppError {
  return new AppError("access.denied", { detail });
}
