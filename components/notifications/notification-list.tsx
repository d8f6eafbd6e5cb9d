import { HostileText } from "@/components/entries/hostile-text";
import type { Viewer } from "@/components/entries/viewer";
import { SoftLink } from "@/components/shell/soft-link";
import { Badge } from "@/components/ui/badge";
import { describeTime } from "@/lib/entries/moment";
import { kindWords, type Notification } from "@/lib/notifications/model";

/** What somebody was told of, newest first; what they have not read says so. */
export function NotificationList({
  notifications,
  viewer,
}: {
  notifications: Notification[];
  viewer: Viewer;
}) {
  return (
    <ul aria-label="Notifications" className="max-w-3xl divide-y border-y">
      {notifications.map(({ id, kind, sentence, href, createdAt, readAt }) => (
        <li key={id} className="grid gap-0.5 py-2 text-sm">
          <span className="flex flex-wrap items-center gap-2 text-muted-foreground text-xs">
            {kindWords[kind].name}, {describeTime(createdAt, viewer.zone)}
            {readAt === null && <Badge tone="amber">New</Badge>}
          </span>
          <SoftLink href={href} className="hover:underline [overflow-wrap:anywhere]">
            <HostileText text={sentence} />
          </SoftLink>
        </li>
      ))}
    </ul>
  );
}
