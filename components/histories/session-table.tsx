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
import { formatSessionPath } from "@/lib/histories/addresses";

export type SessionRow = {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  ip: string | null;
  userAgent: string | null;
  device: string | null;
};

export function SessionTable({
  sessions,
  viewer,
}: {
  sessions: SessionRow[];
  viewer: Viewer;
}) {
  if (sessions.length === 0) {
    return <p className="text-muted-foreground">No sign-in has made a session yet.</p>;
  }
  return (
    <TableRegion label="Sessions" className="border-y">
      <Table>
        <caption className="sr-only">{sessions.length} sessions, newest first</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead>Signed in</TableHead>
            <TableHead>Device</TableHead>
            <TableHead>IP</TableHead>
            <TableHead>State</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {sessions.map((session) => (
            <TableRow key={session.id}>
              <TableCell>
                <Link
                  href={formatSessionPath(session.id) ?? ""}
                  prefetch={false}
                  className="underline-offset-2 hover:underline max-md:inline-block max-md:py-2"
                >
                  <TimeStamp at={session.createdAt.toISOString()} viewer={viewer} />
                </Link>
              </TableCell>
              <TableCell>
                <HostileText text={session.device ?? session.userAgent ?? "Unknown"} />
              </TableCell>
              <TableCell className="font-mono text-xs">{session.ip ?? "—"}</TableCell>
              <TableCell>
                <SessionState session={session} now={viewer.now} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

export function SessionState({
  session: { revokedAt, expiresAt },
  now,
}: {
  session: Pick<SessionRow, "revokedAt" | "expiresAt">;
  now: number;
}) {
  if (revokedAt !== null) return <Badge tone="quiet">Ended</Badge>;
  if (expiresAt.getTime() <= now) return <Badge tone="quiet">Expired</Badge>;
  return <Badge tone="create">Active</Badge>;
}
