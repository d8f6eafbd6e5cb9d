import { TriangleAlert } from "lucide-react";
import { CopyButton } from "@/components/entries/copy-button";
import { StatePage } from "@/components/shell/state-page";
import { Button } from "@/components/ui/button";

/** What went wrong, that nothing was lost, and what to do; the number is for the logs. */
export function ErrorState({
  title = "Could not load this page",
  detail,
  requestId,
  retryHref,
  onRetry,
  level,
}: {
  title?: string;
  detail?: string;
  requestId?: string | null;
  /** The address to ask for again; works without scripts. */
  retryHref?: string;
  /** For an error boundary, which can try again in place. */
  onRetry?: () => void;
  level?: "h1" | "h2";
}) {
  return (
    <StatePage
      icon={<TriangleAlert aria-hidden />}
      title={title}
      level={level}
      actions={
        <>
          {onRetry && (
            <Button type="button" variant="primary" onClick={onRetry}>
              Try again
            </Button>
          )}
          {!onRetry && retryHref && (
            <Button asChild variant="primary">
              <a href={retryHref}>Try again</a>
            </Button>
          )}
        </>
      }
    >
      <p role="alert">
        {detail ?? "The server could not answer. Nothing in the log was changed."}
      </p>
      {requestId && (
        <p className="flex items-center gap-1 text-sm">
          Reference <code className="text-foreground text-xs">{requestId}</code>
          <CopyButton text={requestId} label="Copy reference" />
        </p>
      )}
    </StatePage>
  );
}
