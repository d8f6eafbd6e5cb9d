import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { getDatabase, type Tx } from "@/db/client";
import { mails } from "@/db/schema";
import { AppError } from "@/lib/kit/errors";
import { listOwnerAddresses } from "@/lib/people/queries";
import { mutation } from "@/lib/runtime/mutation";
import { sealSecret } from "@/lib/runtime/secret-box";
import { inScope } from "@/lib/runtime/transaction";
import { isMailAddress } from "./address";
import { formatLetter, type Letter, type LetterBody } from "./letter";
import { type DueMail, findMail, parseBody } from "./queries";

export type NewMail = {
  organizationId: string;
  to: string;
  /** Our own words: nothing a person typed belongs in a header. */
  subject: string;
  letter: Letter;
  /** The export whose file goes with it. */
  attachedExportId?: string;
  /** Not before then; else at once. */
  dueAt?: Date;
};

export type OutgoingMail = LetterBody & {
  id: string;
  to: string;
  subject: string;
  attachedExportId: string | null;
};

/**
 * Adds a mail to the transaction of the change it tells of: both commit or neither does,
 * and only then does the worker send it. Without SMTP_URL owners read it under
 * Settings > Notifications.
 */
export async function queueMail(tx: Tx, mail: NewMail): Promise<{ id: string }> {
  const { organizationId, to, subject, letter, attachedExportId, dueAt } = mail;
  if (!isMailAddress(to)) {
    const detail = "is not an address mail can go to";
    throw new AppError("input.invalid", { errors: [{ pointer: "/email", detail }] });
  }
  const id = randomUUID();
  const sealedBody = sealSecret(JSON.stringify(formatLetter(letter)), id);
  await tx.insert(mails).values({
    organizationId,
    id,
    recipient: to,
    subject,
    sealedBody,
    attachedExportId,
    ...(dueAt ? { dueAt } : {}),
  });
  return { id };
}

/** What every owner must know of: one mail each, in the change's own transaction. */
export async function queueMailToOwners(
  tx: Tx,
  mail: Omit<NewMail, "to">,
): Promise<void> {
  for (const to of await listOwnerAddresses(tx, mail.organizationId)) {
    await queueMail(tx, { ...mail, to });
  }
}

/** Where a link in a mail leads: the configured address, whatever a request claims (T-70). */
export function formatPublicLink(path: string): string {
  const base = process.env.CUSTODY_URL;
  if (!base) throw new Error("CUSTODY_URL is missing: npm start sets it.");
  return new URL(path, base).href;
}

const attemptsMax = 8;
const sendWithin = sql`interval '1 day'`;
const keepFor = sql`interval '30 days'`;
const pause = sql`make_interval(mins => power(2, ${mails.attemptCount})::int)`;

function isThisOne({ organizationId, id }: DueMail) {
  return and(eq(mails.organizationId, organizationId), eq(mails.id, id));
}

/** Takes a due mail for one try, or null when another worker did or it is too old to send. */
export async function takeMail(due: DueMail): Promise<OutgoingMail | null> {
  const isDue = sql`sent_at is null and failed_at is null and due_at <= clock_timestamp()`;
  return inScope({ ...due, clientId: null }, async (tx) => {
    await tx
      .update(mails)
      .set({ failedAt: sql`clock_timestamp()`, lastError: "could not be sent in time" })
      .where(
        and(isThisOne(due), isDue, sql`created_at + ${sendWithin} < clock_timestamp()`),
      );
    const [row] = await tx
      .update(mails)
      .set({
        attemptCount: sql`${mails.attemptCount} + 1`,
        dueAt: sql`clock_timestamp() + ${pause}`,
      })
      .where(and(isThisOne(due), isDue))
      .returning();
    if (!row?.sealedBody) return null;
    const { id, recipient, subject, sealedBody, attachedExportId } = row;
    const body = parseBody(sealedBody, id);
    return { id, to: recipient, subject, attachedExportId, ...body };
  });
}

/** What was sent is not kept: it may have held a link that signs in. */
export async function noteSent(due: DueMail): Promise<void> {
  await inScope({ ...due, clientId: null }, (tx) =>
    tx
      .update(mails)
      .set({ sentAt: sql`clock_timestamp()`, sealedBody: null, lastError: null })
      .where(isThisOne(due)),
  );
}

export async function noteFailed(due: DueMail, error: string): Promise<void> {
  const isLast = sql`${mails.attemptCount} >= ${attemptsMax}`;
  await inScope({ ...due, clientId: null }, (tx) =>
    tx
      .update(mails)
      .set({
        lastError: error.slice(0, 500),
        failedAt: sql`case when ${isLast} then clock_timestamp() end`,
      })
      .where(isThisOne(due)),
  );
}

/** Of every organization, each inside its own scope. */
export async function removeOldMails(): Promise<void> {
  const isOld = sql`created_at + ${keepFor} < clock_timestamp()`;
  const old = await getDatabase()
    .selectDistinct({ organizationId: mails.organizationId })
    .from(mails)
    .where(isOld);
  for (const { organizationId } of old) {
    await inScope({ organizationId, clientId: null }, (tx) =>
      tx.delete(mails).where(and(eq(mails.organizationId, organizationId), isOld)),
    );
  }
}

/** Opens a kept mail. It may hold a link that signs in as somebody, so this is an entry. */
export const readKeptMail = mutation(
  "mail:read",
  z.strictObject({ id: z.uuid() }),
  async (tx, ctx, { id }) => {
    const mail = await findMail(tx, ctx.scope.organizationId, id);
    if (!mail?.body) throw new AppError("resource.not_found");
    const target = { type: "mail", id, name: `${mail.subject}, to ${mail.recipient}` };
    return { value: mail, event: { action: "credential.revealed", target } };
  },
);

export const sendTestMail = mutation(
  "mail:test",
  z.strictObject({}),
  async (tx, ctx, _input) => {
    const { principal, scope } = ctx;
    if (principal.kind !== "user") throw new Error("only a person asks for a test mail");
    const { id } = await queueMail(tx, {
      organizationId: scope.organizationId,
      to: principal.email,
      subject: "A test mail",
      letter: { paragraphs: ["Mail from the audit log arrives."] },
    });
    const target = { type: "mail", id, name: principal.email };
    return {
      value: { to: principal.email },
      event: { action: "settings.notification_tested", target },
    };
  },
);
