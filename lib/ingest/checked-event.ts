import { type EventInput, eventSchema } from "@/lib/entries/model";
import { pointerTo } from "@/lib/ingest/changes";
import type { RecordProblem } from "@/lib/ingest/model";
import { failure, type Result, success } from "@/lib/kit/result";

/** The API's own schema is the last word on what any source may give. */
export function checkedEvent(event: object): Result<EventInput, RecordProblem> {
  const parsed = eventSchema.safeParse(event);
  if (parsed.success) return success(parsed.data);
  const issue = parsed.error.issues[0];
  const pointer = pointerTo(...(issue?.path ?? []).map(String));
  return failure({ pointer, detail: issue?.message ?? "not an event" });
}
