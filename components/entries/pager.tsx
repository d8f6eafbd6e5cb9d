import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { SoftLink } from "@/components/shell/soft-link";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";

export type PageSizeLink = { size: number; href: string; isCurrent: boolean };

export function Pager({
  rowCount,
  firstRow,
  total,
  newerHref,
  olderHref,
  isNewestFirst,
  sizes,
}: {
  /** Rows on this page. */
  rowCount: number;
  /** Place of the first row in the whole result, from 1; null when it is not known. */
  firstRow: number | null;
  total: number;
  newerHref: string | null;
  olderHref: string | null;
  isNewestFirst: boolean;
  sizes: PageSizeLink[];
}) {
  const newer = { href: newerHref, to: "newer", words: "Newer" };
  const older = { href: olderHref, to: "older", words: "Older" };
  const [before, after] = isNewestFirst ? [newer, older] : [older, newer];
  return (
    <nav
      aria-label="Pages"
      className="flex flex-wrap items-center gap-x-6 gap-y-2 px-6 py-3 text-sm max-md:px-4"
    >
      <p className="text-muted-foreground tabular-nums">
        {describeRows(rowCount, firstRow, total)}
      </p>
      <div className="flex items-center gap-1 text-muted-foreground tabular-nums">
        <span>Per page</span>
        {sizes.map(({ size, href, isCurrent }) => (
          <SoftLink
            key={size}
            href={href}
            aria-label={`${size} rows per page`}
            aria-current={isCurrent ? "true" : undefined}
            className={cn(
              "inline-flex min-h-6 items-center justify-center rounded-sm px-1.5 hover:bg-accent",
              "max-md:min-h-11 max-md:min-w-11",
              isCurrent && "bg-accent font-medium text-foreground",
            )}
          >
            {size}
          </SoftLink>
        ))}
      </div>
      <div className="ml-auto flex gap-2 max-md:w-full">
        <PageLink href={before.href} to={before.to} rel="prev">
          <ChevronLeft aria-hidden />
          {before.words}
        </PageLink>
        <PageLink href={after.href} to={after.to} rel="next">
          {after.words}
          <ChevronRight aria-hidden />
        </PageLink>
      </div>
    </nav>
  );
}

function PageLink({
  href,
  to,
  rel,
  children,
}: {
  href: string | null;
  to: string;
  rel: "prev" | "next";
  children: ReactNode;
}) {
  const className = "max-md:flex-1";
  if (href === null) {
    return (
      <Button asChild className={className}>
        <span aria-disabled="true">{children}</span>
      </Button>
    );
  }
  return (
    <Button asChild className={className}>
      <SoftLink href={href} rel={rel} data-page={to}>
        {children}
      </SoftLink>
    </Button>
  );
}

function describeRows(rowCount: number, firstRow: number | null, total: number): string {
  const say = (count: number) => count.toLocaleString("en-GB");
  if (rowCount === 0) return `No rows of ${say(total)}`;
  if (firstRow === null) return `${say(rowCount)} rows of ${say(total)}`;
  return `Rows ${say(firstRow)}–${say(firstRow + rowCount - 1)} of ${say(total)}`;
}
