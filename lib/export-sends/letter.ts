import { type ExportRequest, formatWords } from "@/lib/export-requests/model";
import { describeBytes } from "@/lib/export-requests/size";
import type { Schedule } from "@/lib/export-schedules/model";
import { describeQuery } from "@/lib/exports/query-words";
import type { Letter } from "@/lib/mail/letter";

/** What a mail carries at most; a larger file needs a session. */
export const attachedBytesMax = 10_000_000;

export const exportSubject = "A scheduled export of the audit log";

type Sent = {
  schedule: Schedule;
  request: ExportRequest;
  organization: string;
  href: string;
};

/** What was asked for, what it holds, and the hash by which it can be told from another. */
export function describeSend({ schedule, request, organization, href }: Sent): Letter {
  const { filter, range } = describeQuery(request.query, request.zone);
  const count = request.doneCount.toLocaleString("en");
  const size = describeBytes(request.writtenBytes);
  const isAttached = request.writtenBytes <= attachedBytesMax;
  const verdict =
    request.alteredCount === 0
      ? "Every entry was verified while it was written, and holds."
      : `${request.alteredCount.toLocaleString("en")} entries do not hold and are marked ALTERED.`;
  return {
    paragraphs: [
      `“${schedule.name}”: ${count} entries of the audit log of ${organization}, as ${formatWords[request.format].name}, ${size}.`,
      `${filter}, ${range.toLowerCase()} (${request.rangeFrom ?? "from the beginning"} to ${request.rangeTo ?? "now"}).`,
      verdict,
      isAttached
        ? "The file is attached. It is kept for seven days here too."
        : "The file is too large for a mail. Staff fetch it with the link below, signed in, within seven days.",
      `SHA-256 ${request.sha256 ?? ""}`,
    ],
    link: { label: "Exports", href },
    footnote: `Sent because ${organization} has a schedule for it, which its owners and admins can end. That it was sent is in the log.`,
  };
}
