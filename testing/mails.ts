import { findMail } from "@/lib/mail/queries";
import { inScope } from "@/lib/runtime/transaction";
import type { TestDatabase } from "./database";
import type { TestOrganization } from "./organization";

/** The newest mail to an address, opened as the product opens a kept one. */
export async function readNewestMail(
  database: TestDatabase,
  { ctx, organizationId }: TestOrganization,
  recipient: string,
): Promise<{ subject: string; text: string } | null> {
  const [row] = await database.admin`select id from custody.mails
    where recipient = ${recipient} order by created_at desc limit 1`;
  if (!row) return null;
  const mail = await inScope(ctx.scope, (tx) => findMail(tx, organizationId, row.id));
  return mail && { subject: mail.subject, text: mail.body?.text ?? "" };
}
