import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { Badge } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";

export type ShownMail = {
  id: string;
  recipient: string;
  subject: string;
  createdAt: Date;
  state: "sent" | "failed" | "waiting";
  lastError: string | null;
  hasBody: boolean;
};

const tones = { sent: "quiet", failed: "red", waiting: "amber" } as const;

export function MailTable({
  mails,
  viewer,
}: {
  mails: ShownMail[];
  viewer: Pick<Viewer, "zone" | "now">;
}) {
  const reader = { ...viewer, clientNames: {} };
  return (
    <TableRegion label="Mails" className="max-w-4xl">
      <Table>
        <caption className="sr-only">The newest mails and what became of each</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead>Subject</TableHead>
            <TableHead>To</TableHead>
            <TableHead>Written</TableHead>
            <TableHead>State</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {mails.map((mail) => (
            <TableRow key={mail.id}>
              <TableCell>
                {mail.hasBody ? (
                  <Link
                    href={`/settings/notifications/${mail.id}`}
                    className="underline underline-offset-2"
                  >
                    {mail.subject}
                  </Link>
                ) : (
                  mail.subject
                )}
              </TableCell>
              <TableCell>
                <HostileText text={mail.recipient} />
              </TableCell>
              <TableCell>
                <TimeStamp at={mail.createdAt.toISOString()} viewer={reader} />
              </TableCell>
              <TableCell>
                <Badge tone={tones[mail.state]}>
                  {mail.state === "waiting" ? "kept" : mail.state}
                </Badge>
                {mail.lastError !== null && (
                  <HostileText text={mail.lastError} className="block text-xs" />
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}
