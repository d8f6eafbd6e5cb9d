import { log } from "@/lib/kit/log";
import type { Transport } from "./channels/smtp";
import { noteFailed, noteSent, removeOldMails, takeMail } from "./mutations";
import { listDueMails } from "./queries";

const mailsAtOnceMax = 50;

/**
 * Sends what is due, one after the other. A mail is taken before it is sent, so two workers
 * never send it at once; one whose worker died is sent again under the same message id.
 */
export async function sendMailsJob(transport: Transport): Promise<void> {
  for (const due of await listDueMails(mailsAtOnceMax)) {
    const mail = await takeMail(due);
    if (!mail) continue;
    try {
      await transport.send(mail);
    } catch (err) {
      log.warn({ err, mail: mail.id }, "a mail could not be sent");
      await noteFailed(due, err instanceof Error ? err.message : "unknown error");
      continue;
    }
    await noteSent(due);
  }
}

export async function removeMailsJob(): Promise<void> {
  await removeOldMails();
}
