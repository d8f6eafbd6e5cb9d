import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { contentTypeOf, nameFile } from "@/lib/export-requests/model";
import { findAnyExport } from "@/lib/export-requests/queries";
import { locateFile } from "@/lib/exports/formats/export-place";
import { log } from "@/lib/kit/log";
import type { Attachment, Transport } from "./channels/smtp";
import {
  noteFailed,
  noteSent,
  type OutgoingMail,
  removeOldMails,
  takeMail,
} from "./mutations";
import { type DueMail, listDueMails } from "./queries";

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
      await transport.send(mail, await readAttachment(due, mail));
    } catch (err) {
      log.warn({ err, mail: mail.id }, "a mail could not be sent");
      await noteFailed(due, err instanceof Error ? err.message : "unknown error");
      continue;
    }
    await noteSent(due);
  }
}

/** Only the very bytes that the log has the hash of. */
async function readAttachment(
  { organizationId }: DueMail,
  { attachedExportId: id }: OutgoingMail,
): Promise<Attachment | null> {
  if (id === null) return null;
  const request = await findAnyExport({ organizationId, id });
  if (request?.state !== "done") throw new Error("the file of the export is not there");
  const content = await readFile(locateFile(request));
  const sha256 = createHash("sha256").update(content).digest("hex");
  if (sha256 !== request.sha256)
    throw new Error("the file is not the one that was written");
  return { name: nameFile(request), contentType: contentTypeOf(request), content };
}

export async function removeMailsJob(): Promise<void> {
  await removeOldMails();
}
