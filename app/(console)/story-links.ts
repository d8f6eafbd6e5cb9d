import { createEntryLinks } from "@/components/entries/entry-links";
import type { Filter } from "@/lib/entries/filter";
import type { Entry } from "@/lib/entries/model";
import { defaultView } from "@/lib/entries/view";
import { createLogLinks } from "./admin/audit-logs/log-links";

/** A story's entries open in the log, over the same filter. */
export function createStoryLinks(filter: Filter): {
  logHref: string;
  details: (entry: Entry) => string;
} {
  const view = { ...defaultView, filter };
  const path = "/admin/audit-logs";
  const { href } = createLogLinks(path, view);
  return { logHref: href(view), details: createEntryLinks(path, view).details };
}
