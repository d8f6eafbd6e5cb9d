import { Eye } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Out of the console and into the client's portal, as its own people see it. */
export function PreviewLink({ slug }: { slug: string }) {
  return (
    <Button asChild size="small">
      <a href={`/clients/${slug}/preview`}>
        <Eye aria-hidden />
        Preview as portal user
      </a>
    </Button>
  );
}
