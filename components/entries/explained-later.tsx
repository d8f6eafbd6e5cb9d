import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { SoftLink } from "@/components/shell/soft-link";
import type { Explanation } from "@/lib/explanations/model";

/** Why it was done, as somebody told it afterwards in an entry of its own. */
export function ExplainedLater({
  explanation: { reason, ticket, by, at, entryId },
  viewer,
}: {
  explanation: Explanation;
  viewer: Viewer;
}) {
  return (
    <div className="grid gap-0.5">
      <HostileText text={reason} keepLines className="block" />
      {ticket !== null && (
        <span className="text-muted-foreground">
          Ticket <HostileText text={ticket} />
        </span>
      )}
      <span className="text-muted-foreground text-xs">
        <SoftLink
          href={`/admin/audit-logs/${entryId}`}
          className="text-primary underline-offset-2 hover:underline"
        >
          <HostileText text={by} />
        </SoftLink>
        {", "}
        <TimeStamp at={at} viewer={viewer} />
      </span>
    </div>
  );
}
