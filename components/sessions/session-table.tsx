import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { PostForm } from "@/components/shell/post-form";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";

export type ShownSession = {
  publicId: string;
  device: string | null;
  ip: string | null;
  method: string;
  createdAt: Date;
  lastSeenAt: Date;
  isThisOne: boolean;
};

const ways: Record<string, string> = {
  password: "password",
  link: "a mailed link",
  invitation: "an invitation",
  switch: "another organization",
};

export function SessionTable({
  sessions,
  viewer,
}: {
  sessions: ShownSession[];
  viewer: Pick<Viewer, "zone" | "now">;
}) {
  const reader = { ...viewer, clientNames: {} };
  return (
    <Table className="max-w-4xl">
      <caption className="sr-only">Your sessions, the last used first</caption>
      <TableHeader>
        <TableRow className="bg-muted">
          <TableHead>Device</TableHead>
          <TableHead className="max-md:hidden">Address</TableHead>
          <TableHead>Last seen</TableHead>
          <TableHead className="max-md:hidden">Signed in</TableHead>
          <TableHead>
            <span className="sr-only">Actions</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {sessions.map((session) => (
          <TableRow key={session.publicId}>
            <TableCell>
              <span className="block">{session.device ?? "Unknown device"}</span>
              {session.isThisOne && <Badge tone="plain">this one</Badge>}
              <span className="hidden font-mono text-xs max-md:block">{session.ip}</span>
            </TableCell>
            <TableCell className="font-mono text-xs max-md:hidden">
              <HostileText text={session.ip ?? "–"} />
            </TableCell>
            <TableCell>
              <TimeStamp at={session.lastSeenAt.toISOString()} viewer={reader} />
            </TableCell>
            <TableCell className="max-md:hidden">
              <TimeStamp at={session.createdAt.toISOString()} viewer={reader} />
              <span className="block text-muted-foreground text-xs">
                with {ways[session.method] ?? "single sign-on"}
              </span>
            </TableCell>
            <TableCell className="text-right">
              <SessionActions session={session} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function SessionActions({ session }: { session: ShownSession }) {
  const hidden = <input type="hidden" name="session" value={session.publicId} />;
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {!session.isThisOne && (
        <PostForm target={{ action: "/api/sessions/revoke" }}>
          {hidden}
          <Button type="submit" size="small">
            End
          </Button>
        </PostForm>
      )}
      <Confirm
        label="This wasn't me"
        title="Was this session somebody else's?"
        size="small"
      >
        <p>
          All your sessions end, this one too. Your password counts no longer, you get a
          link to a new one by mail, and the owners are told. What was done in the session
          is named in the log.
        </p>
        <PostForm target={{ action: "/api/sessions/report" }}>
          {hidden}
          <Button type="submit" variant="danger">
            It wasn't me
          </Button>
        </PostForm>
      </Confirm>
    </div>
  );
}
