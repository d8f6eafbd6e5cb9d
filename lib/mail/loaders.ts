import { notFound } from "next/navigation";
import { gatePage } from "@/lib/access/auth";
import { AppError } from "@/lib/kit/errors";
import { readInScope } from "@/lib/runtime/transaction";
import { readKeptMail } from "./mutations";
import { listMails } from "./queries";

const mailsShownMax = 100;
/** No mail of this organization, or no id at all. */
const missing = new Set<string>(["resource.not_found", "input.invalid"]);

/** Where mail goes, and the newest of it with what became of each. */
export async function loadMails() {
  const { scope } = await gatePage("mail:read");
  const { SMTP_URL, MAIL_FROM } = process.env;
  return {
    server: SMTP_URL ? new URL(SMTP_URL).host : null,
    from: MAIL_FROM ?? null,
    mails: await readInScope(scope, (tx) =>
      listMails(tx, scope.organizationId, mailsShownMax),
    ),
  };
}

/** A kept mail may hold a link that signs in: who reads one is in the log. */
export async function loadKeptMail(id: string) {
  const ctx = await gatePage("mail:read");
  return readKeptMail(ctx, { id }).catch((thrown: unknown) => {
    if (thrown instanceof AppError && missing.has(thrown.code)) notFound();
    throw thrown;
  });
}
