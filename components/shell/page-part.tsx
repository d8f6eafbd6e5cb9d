import type { ReactNode } from "react";
import { SoftLink } from "@/components/shell/soft-link";

/** One of several parts of a page, with the way to all of what it shows some of. */
export function PagePart({
  id,
  title,
  detail,
  more,
  children,
}: {
  id: string;
  title: string;
  detail?: string;
  more?: { label: string; href: string };
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="grid gap-2">
      <header className="flex flex-wrap items-baseline gap-x-3 px-6 max-md:px-4">
        <h2 id={id} className="font-medium text-lg">
          {title}
        </h2>
        {detail !== undefined && (
          <p className="text-muted-foreground text-sm tabular-nums">{detail}</p>
        )}
        {more && (
          <SoftLink
            href={more.href}
            className="ml-auto text-primary text-sm underline-offset-2 hover:underline max-md:py-2"
          >
            {more.label}
          </SoftLink>
        )}
      </header>
      {children}
    </section>
  );
}
