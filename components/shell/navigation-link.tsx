"use client";

import { usePathname, useSearchParams } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";
import { SoftLink } from "@/components/shell/soft-link";

/** A link of a menu, which says itself whether it is where the reader is. */
export function NavigationLink({
  href,
  within = href,
  besides = [],
  isExact = false,
  className,
  children,
}: {
  href: string;
  /** It is current on this address and on all below it. */
  within?: string;
  /** Places below it that have links of their own. */
  besides?: string[];
  /** Not on those below it: they have links of their own. */
  isExact?: boolean;
  className: string;
  children: ReactNode;
}) {
  const path = usePathname();
  const query = useSearchParams();
  const isOther = besides.some((other) => isWithin(other, path, ""));
  const isCurrent = isExact
    ? path === href
    : !isOther && isWithin(within, path, query.toString());
  return (
    <SoftLink
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      onClick={closeDrawer}
      className={className}
    >
      {children}
    </SoftLink>
  );
}

function isWithin(within: string, path: string, query: string): boolean {
  const [place = "", asked] = within.split("?");
  if (asked !== undefined) {
    return place === path && new URLSearchParams(asked).toString() === query;
  }
  return path === place || (place !== "/" && path.startsWith(`${place}/`));
}

/** The shell outlives the page, and its open drawer would cover the next one. */
function closeDrawer(event: MouseEvent<HTMLElement>): void {
  event.currentTarget.closest("details")?.removeAttribute("open");
}
