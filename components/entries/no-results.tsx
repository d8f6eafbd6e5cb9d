import { HostileText } from "@/components/entries/hostile-text";
import { EmptyState } from "@/components/shell/empty-state";
import { SoftLink } from "@/components/shell/soft-link";
import { Button } from "@/components/ui/button";

/** One condition less, and how many entries that would show. */
export type WayOut = {
  label: string;
  count: number | null;
  action: string;
  href: string;
};

/** An empty result explains itself: which single filter to drop, or how the log is filled. */
export function NoResults({
  isLogEmpty,
  waysOut,
  clearHref,
}: {
  isLogEmpty: boolean;
  waysOut: WayOut[];
  clearHref: string;
}) {
  if (isLogEmpty) {
    return (
      <EmptyState title="The log is empty">
        <p>Entries appear here as soon as a system sends its first event to the API.</p>
        <p>
          Make a key with <code className="text-xs">npx custody key create</code>, or
          bring history in with <code className="text-xs">npx custody import</code>.
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No entries match"
      actions={
        <Button asChild>
          <SoftLink href={clearHref}>Clear filters</SoftLink>
        </Button>
      }
    >
      {waysOut.length > 0 && (
        <ul className="divide-y border-y text-sm">
          {waysOut.map(({ label, count, action, href }) => (
            <li key={href} className="flex items-center gap-4 py-2">
              <span className="min-w-0 flex-1">
                Without <HostileText text={label} className="text-foreground" />
              </span>
              {count !== null && (
                <span className="tabular-nums">
                  {count.toLocaleString("en-GB")} entries
                </span>
              )}
              <SoftLink
                href={href}
                aria-label={`${action} ${label}`}
                className="text-primary underline-offset-2 hover:underline"
              >
                {action}
              </SoftLink>
            </li>
          ))}
        </ul>
      )}
    </EmptyState>
  );
}
