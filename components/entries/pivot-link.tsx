import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/class-names";

/** A value on screen as a link to the log narrowed to it. */
export function PivotLink({
  href,
  title,
  className,
  children,
}: {
  href: string | null;
  title?: string;
  className?: string;
  children: ReactNode;
}) {
  if (href === null) {
    return (
      <span title={title} className={className}>
        {children}
      </span>
    );
  }
  return (
    <Link
      href={href}
      prefetch={false}
      title={title}
      className={cn("underline-offset-2 hover:underline", className)}
    >
      {children}
    </Link>
  );
}
