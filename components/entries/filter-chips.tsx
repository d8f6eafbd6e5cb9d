import { X } from "lucide-react";
import { HostileText } from "@/components/entries/hostile-text";
import { SoftLink } from "@/components/shell/soft-link";
import { showHidden } from "@/lib/entries/visible-text";

export type FilterChip = {
  /** "Action is Delete" */
  label: string;
  /** The list without this condition. */
  href: string;
};

export function FilterChips({
  chips,
  clearHref,
}: {
  chips: FilterChip[];
  clearHref: string;
}) {
  if (chips.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 px-6 pt-2 max-md:px-4">
      <ul aria-label="Filters in use" className="flex min-w-0 flex-wrap gap-2">
        {chips.map(({ label, href }) => (
          <li key={label} className="max-w-full">
            <SoftLink
              href={href}
              aria-label={`Remove filter ${showHidden(label)}`}
              className="inline-flex min-h-6 max-w-full items-center gap-1 rounded-sm bg-accent px-2 text-sm hover:line-through max-md:min-h-11"
            >
              <HostileText text={label} className="truncate" />
              <X aria-hidden className="size-3.5 shrink-0" />
            </SoftLink>
          </li>
        ))}
      </ul>
      <SoftLink
        href={clearHref}
        className="inline-flex min-h-6 items-center text-primary text-sm underline-offset-2 hover:underline max-md:min-h-11"
      >
        Clear filters
      </SoftLink>
    </div>
  );
}
