import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { secondFactors, users } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import { hashPassword } from "@/lib/access/mutations";
import type { Role, StaffRole } from "@/lib/access/policy";
import { listArrivals } from "@/lib/access/queries";
import type { Purpose } from "@/lib/links/letter";
import { sendLink } from "@/lib/links/mutations";
import { findMail } from "@/lib/mail/queries";
import { createUser } from "@/lib/people/mutations";
import { inScope } from "@/lib/runtime/transaction";
import { isNewcomer, openSession } from "@/lib/sessions/mutations";
import { actingAs } from "@/testing/acting";
import type { TestOrganization } from "@/testing/organization";

/** Somebody with an account, as the walk knows them. */
export type Somebody = { userId: string; email: string; role: Role };

/** Where a question is asked: whose things it is about, and who asks. */
export type Place = {
  /** Every address made for it ends in this, so that it can be told apart. */
  mailDomain: string;
  password: string;
  /** Of the subject. */
  organization: TestOrganization;
  clientId: string;
  clientSlug: string;
  /** Null for keys and for nobody. */
  asker: (Somebody & { organization: TestOrganization }) | null;
  /** Whose own thing is asked for; who asks, where the subject is their own. */
  isOwn: boolean;
  /** Another organization that everybody who asks is in. */
  second: TestOrganization;
  /** A permission's worth of a key: what the asking key itself may. */
  makeKey: () => Promise<string>;
  raiseIncident: () => Promise<string>;
};

export const draw = () => randomBytes(5).toString("hex");

/** Somebody new in the subject's organization. */
export async function makeMember(
  { organization, mailDomain, password }: Place,
  role: StaffRole = "technician",
): Promise<Somebody> {
  const email = `${draw()}@${mailDomain}`;
  const made = await createUser(organization.ctx, {
    email,
    name: "Somebody",
    role,
    password,
  });
  return { userId: made.id, email, role };
}

/** Whose own thing the question is about: who asks, else somebody else there. */
export async function findOwner(place: Place): Promise<Somebody> {
  return place.isOwn && place.asker ? place.asker : makeMember(place);
}

/** The same of what only staff have; who looks into a portal asks for somebody else's. */
export async function findStaffOwner(place: Place): Promise<Somebody> {
  return place.asker?.role === "portal" ? makeMember(place) : findOwner(place);
}

/** Somebody of the subject's organization at work. */
export function actAs({ organization, clientId }: Place, person: Somebody): Ctx {
  return actingAs(organization, person.role, { userId: person.userId, clientId });
}

export async function openAnotherSession(
  { organization }: Place,
  { userId }: Somebody,
): Promise<string> {
  const arrivals = await listArrivals({ userId });
  const arrival = arrivals.find(
    (one) => one.organizationId === organization.organizationId,
  );
  if (!isNewcomer(arrival)) throw new Error("may not come in");
  const way = { method: "password", hasPassedSecondFactor: true, isProof: true };
  const nowhere = { ip: null, user_agent: null, session_id: null, request_id: null };
  return (await openSession(arrival, way, nowhere)).id;
}

/** As if it had been set up, or never; what it shows is nobody's concern here. */
export async function setFactor(
  { organization }: Place,
  { userId }: Somebody,
  isSetUp: boolean,
): Promise<void> {
  await inScope(organization.ctx.scope, async (tx) => {
    await tx.delete(secondFactors).where(sql`user_id = ${userId}::uuid`);
    if (!isSetUp) return;
    const confirmedAt = new Date();
    await tx
      .insert(secondFactors)
      .values({ userId, sealedSecret: Buffer.from("none"), confirmedAt });
  });
}

export async function restorePassword(place: Place, person: Somebody): Promise<void> {
  const passwordHash = await hashPassword(place.password);
  await inScope(place.organization.ctx.scope, (tx) =>
    tx.update(users).set({ passwordHash }).where(sql`id = ${person.userId}::uuid`),
  );
}

/** The token of a link that was mailed to somebody. */
export async function mailLink(
  { organization }: Place,
  { userId, email }: Somebody,
  purpose: Purpose,
): Promise<string> {
  const { organizationId } = organization;
  const href = await inScope(organization.ctx.scope, (tx) =>
    sendLink(tx, organizationId, { purpose, userId, email }),
  );
  return href.split("/").at(-1) ?? "";
}

/** The end of the address in the newest mail to somebody. */
export async function readMailedToken(
  { organization: { ctx, organizationId } }: Place,
  recipient: string,
): Promise<string> {
  const mail = await inScope(ctx.scope, async (tx) => {
    const [row] = await tx.execute<{ id: string }>(sql`
      select id from custody.mails where organization_id = ${organizationId}::uuid
        and recipient = ${recipient} order by created_at desc limit 1`);
    return findMail(tx, organizationId, row?.id ?? "");
  });
  return /\/(\w{20,})\s/.exec(mail?.body?.text ?? "")?.[1] ?? "";
}
