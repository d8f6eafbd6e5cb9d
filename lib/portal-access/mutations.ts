import { randomUUID } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, memberships, sessions, signInLinks, users } from "@/db/schema";
import { actorOf, type Ctx } from "@/lib/access/model";
import { listArrivals } from "@/lib/access/queries";
import { drawToken, hashToken } from "@/lib/access/token";
import { AppError } from "@/lib/kit/errors";
import { formatPublicLink, queueMail } from "@/lib/mail/mutations";
import { findOrganizationById } from "@/lib/organizations/queries";
import { refuseTaken } from "@/lib/runtime/unique";
import { describePortalAccess } from "./letter";

export const welcomeDays = 7;

type Contact = { id: string; clientId: string; name: string; email: string };

/**
 * Makes a contact somebody who can sign in, within the transaction that grants it, and mails
 * them how. Whoever is known elsewhere keeps their account, and its password.
 */
export async function openPortal(tx: Tx, ctx: Ctx, contact: Contact): Promise<void> {
  const { organizationId } = ctx.scope;
  const [known] = await listArrivals({ email: contact.email });
  const userId = known?.userId ?? (await insertUser(tx, contact));
  await joinAs(tx, organizationId, { userId, contactId: contact.id });
  const token = known?.passwordHash ? null : await insertLink(tx, organizationId, userId);
  await mailAccess(tx, ctx, contact, token);
}

async function insertUser(tx: Tx, { email, name }: Contact): Promise<string> {
  const id = randomUUID();
  await refuseTaken("/email", tx.insert(users).values({ id, email, name }));
  return id;
}

async function joinAs(
  tx: Tx,
  organizationId: string,
  { userId, contactId }: { userId: string; contactId: string },
): Promise<void> {
  const [member] = await tx
    .select({ contactId: memberships.contactId })
    .from(memberships)
    .where(isMember(organizationId, userId));
  if (member?.contactId === contactId) return;
  if (member) {
    const detail =
      member.contactId === null
        ? "This address belongs to one of your people, who do not look into a portal."
        : "This address looks into another portal of yours already; one address has one.";
    throw new AppError("input.invalid", { detail });
  }
  await tx
    .insert(memberships)
    .values({ organizationId, userId, role: "portal", contactId });
}

/** A reset link in all but its age: it sets the first password. */
async function insertLink(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<string> {
  const token = drawToken();
  await tx.insert(signInLinks).values({
    organizationId,
    id: randomUUID(),
    tokenHash: await hashToken(token),
    userId,
    purpose: "reset",
    expiresAt: sql`clock_timestamp() + make_interval(days => ${welcomeDays})`,
  });
  return token;
}

async function mailAccess(
  tx: Tx,
  { scope, principal }: Ctx,
  { clientId, email }: Contact,
  token: string | null,
): Promise<void> {
  const { organizationId } = scope;
  const organization = await findOrganizationById(tx, organizationId);
  const [client] = await tx
    .select({ name: clients.name })
    .from(clients)
    .where(and(eq(clients.organizationId, organizationId), eq(clients.id, clientId)));
  await queueMail(tx, {
    organizationId,
    to: email,
    subject: "You can see what is done on your account",
    letter: describePortalAccess({
      organizationName: organization?.name ?? "",
      clientName: client?.name ?? "",
      inviterName: actorOf(principal).name ?? "An operator",
      passwordHref: token === null ? null : formatPublicLink(`/reset/${token}`),
      signInHref: formatPublicLink("/signin"),
      days: welcomeDays,
    }),
  });
}

/**
 * Takes the portal from a contact: their sessions here are over at once and stay over, and
 * links on their way to them open nothing any more. Returns how many sessions ended.
 */
export async function closePortal(
  tx: Tx,
  organizationId: string,
  contactId: string,
): Promise<number> {
  const [member] = await tx
    .delete(memberships)
    .where(
      and(
        eq(memberships.organizationId, organizationId),
        eq(memberships.contactId, contactId),
      ),
    )
    .returning({ userId: memberships.userId });
  if (!member) return 0;
  const now = sql`clock_timestamp()`;
  await tx
    .update(signInLinks)
    .set({ usedAt: now })
    .where(
      and(
        eq(signInLinks.organizationId, organizationId),
        eq(signInLinks.userId, member.userId),
        isNull(signInLinks.usedAt),
      ),
    );
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(
      and(
        eq(sessions.organizationId, organizationId),
        eq(sessions.userId, member.userId),
        isNull(sessions.revokedAt),
      ),
    )
    .returning({ id: sessions.id });
  return ended.length;
}

function isMember(organizationId: string, userId: string) {
  return and(
    eq(memberships.organizationId, organizationId),
    eq(memberships.userId, userId),
  );
}
