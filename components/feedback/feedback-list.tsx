import { HostileText } from "@/components/entries/hostile-text";
import { PostForm } from "@/components/shell/post-form";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { type Feedback, topicWords } from "@/lib/feedback/model";

export function FeedbackList({
  sent,
  mayDelete,
}: {
  sent: Feedback[];
  mayDelete: boolean;
}) {
  return (
    <ul className="grid divide-y border-y">
      {sent.map(({ id, topic, userName, message, createdAt }) => (
        <li key={id} className="grid gap-1.5 py-3 text-sm">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Badge tone="quiet">{topicWords[topic]}</Badge>
            <span className="font-medium">
              <HostileText text={userName} />
            </span>
            <time
              dateTime={createdAt.toISOString()}
              className="text-muted-foreground tabular-nums"
            >
              {createdAt.toISOString().slice(0, 16).replace("T", " ")} UTC
            </time>
            {mayDelete && (
              <PostForm target={{ action: `/api/feedback/${id}` }} className="ml-auto">
                <Button type="submit" size="small" aria-label={`Delete ${id}`}>
                  Delete
                </Button>
              </PostForm>
            )}
          </div>
          <p className="max-w-prose whitespace-pre-wrap [overflow-wrap:anywhere]">
            <HostileText text={message} />
          </p>
        </li>
      ))}
    </ul>
  );
}
