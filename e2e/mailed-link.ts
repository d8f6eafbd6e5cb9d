import { sql } from "drizzle-orm";
import { findMail } from "@/lib/mail/queries";
import { inScope } from "@/lib/runtime/transaction";
import type { World } from "./fixtures";

/** The path of the link in the newest mail to an address. */
export async function readLink({ ctx }: World, recipient: string): Promise<string> {
  const { organizationId } = ctx.scope;
  const mail = await inScope(ctx.scope, async (tx) => {
    const [row] = await tx.execute<{ id: string }>(sql`
      select id from custody.mails where organization_id = ${organizationId}::uuid
        and recipient = ${recipient} order by created_at desc limit 1`);
    return findMail(tx, organizationId, row?.id ?? "");
  });
  const [address = ""] = /https?:\/\/\S+/.exec(mail?.body?.text ?? "") ?? [];
  return new URL(address).pathname;
}
