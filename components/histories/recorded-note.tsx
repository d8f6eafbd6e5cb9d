import { Eye } from "lucide-react";

/** Looking is recorded where it matters, and the page says so. */
export function RecordedNote({ isRecorded }: { isRecorded: boolean }) {
  return (
    <p className="flex items-center gap-2 border-t px-6 py-3 text-muted-foreground text-sm max-md:px-4">
      <Eye aria-hidden className="size-4 shrink-0" />
      {isRecorded
        ? "Opening this was recorded."
        : "This is your own history: opening it was not recorded."}
    </p>
  );
}
