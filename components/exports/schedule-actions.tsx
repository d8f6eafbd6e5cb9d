import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import type { Schedule } from "@/lib/export-schedules/model";

export function ScheduleActions({
  schedule: { id, name, state },
}: {
  schedule: Pick<Schedule, "id" | "name" | "state">;
}) {
  const isActive = state === "active";
  const act = isActive ? "pause" : "resume";
  return (
    <PostForm target={{ action: `/api/exports/schedules/${id}/${act}` }}>
      <Button
        type="submit"
        size="small"
        aria-label={`${isActive ? "Pause" : "Resume"} ${name}`}
      >
        {isActive ? "Pause" : "Resume"}
      </Button>
    </PostForm>
  );
}
