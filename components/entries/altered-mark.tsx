import { ShieldAlert } from "lucide-react";
import type { Viewer } from "@/components/entries/viewer";
import { Badge } from "@/components/ui/badge";
import type { Entry } from "@/lib/entries/model";
import { isAltered } from "@/lib/incidents/model";

/** A word as well as a colour: this is not what was recorded. */
export function AlteredMark({ entry, viewer }: { entry: Entry; viewer: Viewer }) {
  if (!isAltered(entry.idx, viewer.altered ?? [])) return null;
  return (
    <Badge tone="red" className="mb-1 font-semibold">
      <ShieldAlert aria-hidden />
      ALTERED
    </Badge>
  );
}
