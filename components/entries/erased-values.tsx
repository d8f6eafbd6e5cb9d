import { Eraser } from "lucide-react";
import { HostileText } from "@/components/entries/hostile-text";
import { Badge } from "@/components/ui/badge";
import type { Entry, ErasedValues } from "@/lib/entries/model";
import { groupOf, groupWords } from "@/lib/erasures/model";

/** In a row: that something is missing, and on whose word. */
export function ErasedMark({ entry: { erased } }: { entry: Entry }) {
  const [first] = erased ?? [];
  if (!first) return null;
  return (
    <Badge tone="quiet" className="mt-1 max-md:ml-2" title={describe(first)}>
      <Eraser aria-hidden />
      Erased
      <span className="sr-only">: {describe(first)}</span>
    </Badge>
  );
}

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
              <HostileText text={describe(values)} />
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

function describe({ at, by, basis }: ErasedValues): string {
  const names = by.length === 0 ? "two owners" : by.join(" and ");
  return `Erased on ${at.slice(0, 10)} by ${names}. Basis: ${basis}.`;
}

function listNames({ slots }: ErasedValues): string[] {
  return [...new Set(slots.map((slot) => groupWords[groupOf(slot)]))];
}
