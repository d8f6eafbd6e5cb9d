import { Eraser } from "lucide-react";
import { HostileText } from "@/components/entries/hostile-text";
import type { Entry, ErasedValues } from "@/lib/entries/model";
import { groupOf, groupWords } from "@/lib/erasures/model";
import { describeErased } from "@/lib/erasures/words";

/** In the details: which values went, when, by whose decision and on what legal ground. */
export function ErasedValueList({ entry: { erased } }: { entry: Entry }) {
  if (!erased) return null;
  return (
    <section
      aria-label="Erased values"
      className="grid gap-2 border-b bg-muted px-4 py-3 text-sm"
    >
      {erased.map((values) => (
        <div key={values.record_id} className="flex items-start gap-2">
          <Eraser aria-hidden className="mt-0.5 size-4 shrink-0" />
          <p className="min-w-0">
            <span className="font-medium">
              <HostileText text={describeErased(values)} />
            </span>{" "}
            <span className="text-muted-foreground">
              {listNames(values).join("; ")}. What stays still verifies.{" "}
            </span>
            <a
              className="text-primary underline underline-offset-2"
              href={`/admin/audit-logs/${values.record_id}`}
            >
              The record of it
            </a>
          </p>
        </div>
      ))}
    </section>
  );
}

function listNames({ slots }: ErasedValues): string[] {
  return [...new Set(slots.map((slot) => groupWords[groupOf(slot)]))];
}
