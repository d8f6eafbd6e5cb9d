import { and, desc, eq, sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import { mails } from "@/db/schema";
import { openSecret } from "@/lib/runtime/secret-box";
import type { LetterBody } from "./letter";

export type MailState = "sent" | "failed" | "waiting";

export type KeptMail = {
  id: string;
  recipient: string;
  subject: string;
  createdAt: Date;
  state: MailState;
  lastError: string | null;
  hasBody: boolean;
};

const columns = {
  id: mails.id,
  recipient: mails.recipient,
  subject: mails.subject,
  createdAt: mails.createdAt,
  lastError: mails.lastError,
  state: sql<MailState>`case when sent_at is not null then 'sent'
    when failed_at is not null then 'failed' else 'waiting' end`,
  hasBody: sql<boolean>`sealed_body is not null`,
};

export async function listMails(
  tx: Tx,
  organizationId: string,
  countMax: number,
): Promise<KeptMail[]> {
  return tx
    .select(columns)
    .from(mails)
    .where(eq(mails.organizationId, organizationId))
    .orderBy(desc(mails.createdAt))
    .limit(countMax);
}

export async function findMail(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<(KeptMail & { body: LetterBody | null }) | null> {
  const [row] = await tx
    .select({ ...columns, sealedBody: mails.sealedBody })
    .from(mails)
    .where(and(eq(mails.organizationId, organizationId), eq(mails.id, id)));
  if (!row) return null;
  const { sealedBody, ...mail } = row;
  return { ...mail, body: sealedBody && parseBody(sealedBody, id) };
}

export function parseBody(sealed: Uint8Array, id: string): LetterBody {
  return JSON.parse(openSecret(sealed, id)) as LetterBody;
}

export type DueMail = { organizationId: string; id: string };

/** Of every organization: only the worker's login sees them. */
export async function listDueMails(countMax: number): Promise<DueMail[]> {
  return getDatabase()
    .select({ organizationId: mails.organizationId, id: mails.id })
    .from(mails)
    .where(sql`sent_at is null and failed_at is null and due_at <= clock_timestamp()`)
    .orderBy(mails.dueAt)
    .limit(countMax);
}
