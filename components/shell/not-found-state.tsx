import { FileQuestion } from "lucide-react";
import { StatePage } from "@/components/shell/state-page";
import { Button } from "@/components/ui/button";

export function NotFoundState({
  what = "page",
  homeHref,
}: {
  what?: string;
  homeHref: string;
}) {
  return (
    <StatePage
      icon={<FileQuestion aria-hidden />}
      title={`There is no such ${what}`}
      actions={
        <Button asChild variant="primary">
          <a href={homeHref}>Back to your start page</a>
        </Button>
      }
    >
      <p>
        The address may be mistyped, or it may belong to another organisation or a client
        you do not see.
      </p>
    </StatePage>
  );
}
