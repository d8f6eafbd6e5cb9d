import { Download } from "lucide-react";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import { isActive, type Pack } from "@/lib/packs/model";

/** What can be done with a pack now. */
export function PackActions({
  pack,
  hasFile,
  mayCreate,
}: {
  pack: Pack;
  hasFile: boolean;
  mayCreate: boolean;
}) {
  const base = `/api/evidence/packs/${pack.id}`;
  const isQuarter = /^Q[1-4] \d{4}/.test(pack.periodName);
  const isLost = pack.removedAt === null && !isActive(pack) && !hasFile;
  return (
    <>
      {mayCreate && isQuarter && (
        <PostForm target={{ action: `${base}/next` }}>
          <Button type="submit">Next quarter</Button>
        </PostForm>
      )}
      {mayCreate && isActive(pack) && (
        <PostForm target={{ action: `${base}/cancel` }}>
          <Button type="submit">Cancel</Button>
        </PostForm>
      )}
      {mayCreate && isLost && (
        <PostForm target={{ action: `${base}/rebuild` }}>
          <Button type="submit">Make it again</Button>
        </PostForm>
      )}
      {hasFile && (
        <Button asChild variant="primary">
          <a href={`${base}/file`} download>
            <Download aria-hidden /> Download
          </a>
        </Button>
      )}
    </>
  );
}
