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
    <span className="flex flex-wrap justify-end gap-2">
      <PostForm target={{ action: `/api/exports/schedules/${id}/${act}` }}>
        <Button
          type="submit"
          size="small"
          aria-label={`${isActive ? "Pause" : "Resume"} ${name}`}
        >
          {isActive ? "Pause" : "Resume"}
        </Button>
      </PostForm>
      <PostForm target={{ action: `/api/exports/schedules/${id}/delete` }}>
        <Button type="submit" size="small" aria-label={`Delete ${name}`}>
          Delete
        </Button>
      </PostForm>
    </span>
  );
}
