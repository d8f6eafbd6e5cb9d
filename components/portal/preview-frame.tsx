import { Eye } from "lucide-react";
import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";

/** A look through another's eyes has a coloured frame, so that nobody mistakes it. */
export function PreviewFrame({
  client,
  slug,
  children,
}: {
  client: string;
  slug: string;
  children: ReactNode;
}) {
  return (
    <div className="min-h-dvh border-4 border-verb-permission">
      <aside
        aria-label="Preview"
        className="flex flex-wrap items-center gap-x-4 gap-y-1 bg-verb-permission px-4 py-2 text-background text-sm"
      >
        <Eye aria-hidden className="size-4" />
        <span>
          You see this as a portal user of <HostileText text={client} /> does. That you
          looked is in their log.
        </span>
        <a
          href={`/clients/${slug}/audit`}
          className="ml-auto font-medium underline underline-offset-2"
        >
          Leave the preview
        </a>
      </aside>
      {children}
    </div>
  );
}
