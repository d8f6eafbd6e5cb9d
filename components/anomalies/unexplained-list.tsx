import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import { nameOfClient, type Viewer } from "@/components/entries/viewer";
import { PostForm } from "@/components/shell/post-form";
import { SoftLink } from "@/components/shell/soft-link";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry } from "@/lib/entries/model";

/** What was done with great rights and without a word of why. */
export function UnexplainedList({
  entries,
  viewer,
  mayExplain,
}: {
  entries: Entry[];
  viewer: Viewer;
  mayExplain: boolean;
}) {
  return (
    <ul aria-label="Privileged and unexplained" className="divide-y border-y">
      {entries.map((entry) => (
        <li
          key={entry.id}
          className="relative grid grid-cols-[6rem_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 px-6 py-2 text-sm max-md:grid-cols-1 max-md:px-4"
        >
          <TimeStamp
            at={entry.recorded_at}
            viewer={viewer}
            className="max-md:order-2 max-md:text-muted-foreground"
          />
          <SoftLink
            href={`/admin/audit-logs/${entry.id}`}
            className="min-w-0 underline-offset-2 [overflow-wrap:anywhere] hover:underline max-md:py-1"
          >
            <HostileText
              text={describeEntry(entry, nameOfClient(viewer, entry.client))}
            />
          </SoftLink>
          {mayExplain && <Explain entry={entry} />}
        </li>
      ))}
    </ul>
  );
}

function Explain({ entry: { id, idx } }: { entry: Entry }) {
  return (
    <Confirm
      label={
        <>
          Explain…<span className="sr-only"> entry {idx}</span>
        </>
      }
      title="Why was this done?"
      size="small"
      align="end"
      className="max-md:order-3"
    >
      <PostForm target={{ action: `/api/entries/${id}/explain` }} className="grid gap-2">
        <label htmlFor={`why-${id}`}>Reason</label>
        <Textarea id={`why-${id}`} name="reason" rows={3} required maxLength={1000} />
        <label htmlFor={`ticket-${id}`}>
          Ticket <span className="text-muted-foreground">(optional)</span>
        </label>
        <Input id={`ticket-${id}`} name="ticket" maxLength={100} autoComplete="off" />
        <p className="text-muted-foreground text-xs">
          The entry stays as it is; your reason becomes an entry beside it.
        </p>
        <Button type="submit" variant="primary" className="justify-self-start">
          Explain
        </Button>
      </PostForm>
    </Confirm>
  );
}
