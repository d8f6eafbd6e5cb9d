import { log } from "@/lib/kit/log";
import { removeSpent } from "./mutations";

export async function removeSpentJob(): Promise<void> {
  const removed = await removeSpent();
  const count = removed.limits + removed.flashes + removed.links;
  if (count > 0) log.info(removed, "what counts for nothing any more was removed");
}
