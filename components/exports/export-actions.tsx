import { Download } from "lucide-react";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import { type ExportRequest, isActive } from "@/lib/export-requests/model";

export function ExportActions({
  line,
}: {
  line: Pick<ExportRequest, "id" | "state" | "query">;
}) {
  const { id, state, query } = line;
  if (state === "done") {
    return (
      <Button asChild size="small">
        <a href={`/api/exports/${id}/file`} download aria-label={`Download ${id}`}>
          <Download aria-hidden /> Download
        </a>
      </Button>
    );
  }
  if (isActive(line)) {
    return (
      <PostForm target={{ action: `/api/exports/${id}/cancel` }}>
        <Button type="submit" size="small" aria-label={`Cancel ${id}`}>
          Cancel
        </Button>
      </PostForm>
    );
  }
  if (state === "failed") {
    return (
      <PostForm target={{ action: `/api/exports/${id}/retry` }}>
        <Button type="submit" size="small" aria-label={`Try ${id} again`}>
          Try again
        </Button>
      </PostForm>
    );
  }
  return (
    <Button asChild size="small">
      <a href={`/exports/new?${query}`} aria-label={`Ask for ${id} again`}>
        Ask again
      </a>
    </Button>
  );
}
