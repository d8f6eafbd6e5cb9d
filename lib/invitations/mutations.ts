import { randomUUID } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { invitations, memberships, users } from "@/db/schema";
import { actorOf, type Ctx } from "@/lib/access/model";
import { hashPassword } from "@/lib/access/mutations";
import { roles } from "@/lib/access/policy";
import { drawToken, hashToken } from "@/lib/access/token";
import { AppError } from "@/lib/kit/errors";
import { formatPublicLink, queueMail } from "@/lib/mail/mutations";
import { nameSchema } from "@/lib/organizations/mutations";
import { findOrganizationById } from "@/lib/organizations/queries";
import { emailSchema, passwordSchema } from "@/lib/people/mutations";
import { mutation } from "@/lib/runtime/mutation";
import { refuseTaken } from "@/lib/runtime/unique";
import { describeInvitation } from "./letter";

export const invitationDays = 7;

const createSchema = z.strictObject({
  email: emailSchema,
  name: nameSchema,
  role: z.enum(roles),
});

/** The token is in the mail and nowhere else: only its digest is stored. */
export const createInvitation = mutation(
  "users:create",
  createSchema,
  async (tx, ctx, input) => {
    const { organizationId } = ctx.scope;
    const { email, name, role } = input;
    refuseMakingOwners(ctx, role);
    await refuseMember(tx, email);
    const id = randomUUID();
    const token = drawToken();
    const inviter = actorOf(ctx.principal);
    await tx.insert(invitations).values({
      organizationId,
      id,
      tokenHash: await hashToken(token),
      email,
      name,
      role,
      invitedBy: inviter.id ?? "system",
      expiresAt: sql`clock_timestamp() + make_interval(days => ${invitationDays})`,
    });
    await mailInvitation(tx, ctx, { email, role, token });
    return {
      value: { id, email, role },
      event: {
        action: "user.invited",
        target: { type: "invitation", id, name },
        after: { email, name, role },
      },
    };
  },
);

async function mailInvitation(
  tx: Tx,
  ctx: Ctx,
  { email, role, token }: { email: string; role: string; token: string },
): Promise<void> {
  const { organizationId } = ctx.scope;
  const organization = await findOrganizationById(tx, organizationId);
  await queueMail(tx, {
    organizationId,
    to: email,
    subject: "You are invited to an audit log",
    letter: describeInvitation({
      organizationName: organization?.name ?? "",
      inviterName: actorOf(ctx.principal).name ?? "An operator",
      role,
      href: formatPublicLink(`/invite/${token}`),
      days: invitationDays,
    }),
  });
}

/** A new link for the old invitation, whose first link ends with it. */
export const resendInvitation = mutation(
  "users:create",
  z.strictObject({ id: z.uuid() }),
  async (tx, ctx, { id }) => {
    const token = drawToken();
    const invitation = await changeOpen(tx, ctx, id, {
      tokenHash: await hashToken(token),
      expiresAt: sql`clock_timestamp() + make_interval(days => ${invitationDays})`,
    });
    const { email, name, role } = invitation;
    refuseMakingOwners(ctx, role);
    await mailInvitation(tx, ctx, { email, role, token });
    const target = { type: "invitation", id, name };
    const event = { action: "user.invitation_resent", target, metadata: { email, role } };
    return { value: invitation, event };
  },
);

export const revokeInvitation = mutation(
  "users:create",
  z.strictObject({ id: z.uuid() }),
  async (tx, ctx, { id }) => {
    const revokedAt = sql`clock_timestamp()`;
    const invitation = await changeOpen(tx, ctx, id, { revokedAt });
    const { email, name, role } = invitation;
    const target = { type: "invitation", id, name };
    const event = {
      action: "user.invitation_revoked",
      target,
      metadata: { email, role },
    };
    return { value: invitation, event };
  },
);

async function changeOpen(
  tx: Tx,
  { scope }: Ctx,
  id: string,
  change: PgUpdateSetSource<typeof invitations>,
) {
  const [row] = await tx
    .update(invitations)
    .set(change)
    .where(
      and(
        eq(invitations.organizationId, scope.organizationId),
        eq(invitations.id, id),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    )
    .returning({
      email: invitations.email,
      name: invitations.name,
      role: invitations.role,
    });
  if (row) return row;
  const detail = "This invitation was accepted or withdrawn before.";
  throw new AppError("input.invalid", { detail });
}

function refuseMakingOwners({ principal }: Ctx, role: string): void {
  const isOwner = principal.kind === "user" && principal.role === "owner";
  if (role !== "owner" || isOwner || principal.kind === "operator") return;
  throw new AppError("access.denied", { detail: "only an owner makes another owner" });
}

/** Row security shows only people of this organization: others may be invited. */
async function refuseMember(tx: Tx, email: string): Promise<void> {
  const [member] = await tx
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, email));
  if (!member) return;
  throw new AppError("name.taken", {
    errors: [{ pointer: "/email", detail: "belongs to somebody here already" }],
  });
}

const acceptSchema = z.strictObject({
  token: z.string().max(128),
  name: nameSchema,
  password: passwordSchema.nullable(),
  /** The account its browser is signed in to, where there is one. */
  account: z
    .strictObject({ userId: z.uuid(), email: z.string(), name: z.string() })
    .nullable(),
});

/**
 * Makes a member of who brings an open invitation. Somebody who has an account already must
 * be signed in to it: an invitation never sets a password of another organization's person.
 */
export const acceptInvitation = mutation(
  "sign_in",
  acceptSchema,
  async (tx, ctx, input) => {
    const { organizationId } = ctx.scope;
    const { role, email } = await useInvitation(tx, input.token);
    const { id: userId, name } = await joinAs(tx, email, input);
    await refuseTaken(
      "/email",
      tx.insert(memberships).values({ organizationId, userId, role }),
    );
    return {
      value: { userId, organizationId },
      event: {
        action: "user.joined",
        actor: { type: "user", id: userId, email, name, role },
        target: { type: "user", id: userId, name },
        after: { email, name, role },
      },
    };
  },
);

async function useInvitation(tx: Tx, token: string) {
  const [row] = await tx
    .update(invitations)
    .set({ acceptedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(invitations.tokenHash, await hashToken(token)),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        sql`${invitations.expiresAt} > clock_timestamp()`,
      ),
    )
    .returning({ email: invitations.email, role: invitations.role });
  if (!row) throw new AppError("link.spent");
  return row;
}

async function joinAs(
  tx: Tx,
  email: string,
  input: z.infer<typeof acceptSchema>,
): Promise<{ id: string; name: string }> {
  const { account, name, password } = input;
  if (account) {
    if (account.email === email) return { id: account.userId, name: account.name };
    throw new AppError("access.denied", {
      detail: "the invitation is for another address than the one signed in",
    });
  }
  if (password === null) {
    throw new AppError("input.invalid", {
      errors: [{ pointer: "/password", detail: "is needed for a new account" }],
    });
  }
  const id = randomUUID();
  const passwordHash = await hashPassword(password);
  await refuseTaken("/email", tx.insert(users).values({ id, email, name, passwordHash }));
  return { id, name };
}
