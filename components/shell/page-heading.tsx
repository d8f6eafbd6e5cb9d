import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { SoftLink } from "@/components/shell/soft-link";

/** The head of a page that is not the log: what it is, what can be done here. */
export function PageHeading({
  title,
  back,
  actions,
  children,
}: {
  title: string;
  back?: { label: string; href: string };
  actions?: ReactNode;
  /** What the page is for, in a sentence or two. */
  children?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-6 pt-5 max-md:px-4">
      <div className="grid min-w-0 gap-1">
        {back && (
          <SoftLink
            href={back.href}
            className="w-fit text-muted-foreground text-sm hover:underline max-md:py-2"
          >
            ← {back.label}
          </SoftLink>
        )}
        <h1 className="font-semibold text-xl tracking-tight [overflow-wrap:anywhere]">
          <HostileText text={title} />
        </h1>
        {children !== undefined && (
          <div className="max-w-prose text-muted-foreground text-sm">{children}</div>
        )}
      </div>
      {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  );
}
