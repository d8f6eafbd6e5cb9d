import type { ReactNode } from "react";
import { cn } from "@/components/ui/class-names";

/** Names on the left, what they are on the right; on a phone one under the other. */
export function FactList({ children }: { children: ReactNode }) {
  return (
    <dl className="grid max-w-3xl grid-cols-[9rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm max-md:grid-cols-1">
      {children}
    </dl>
  );
}

export function Fact({
  name,
  className,
  children,
}: {
  name: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <>
      <dt className="text-muted-foreground max-md:not-first:mt-1">{name}</dt>
      <dd className={cn("max-w-prose [overflow-wrap:anywhere]", className)}>
        {children}
      </dd>
    </>
  );
}
