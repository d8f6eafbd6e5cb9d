import type { ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Disclosure } from "@/components/ui/disclosure";

/** A button that opens what it would do, and the form that does it; works without scripts. */
export function Confirm({
  label,
  title,
  variant = "outline",
  size = "medium",
  className,
  children,
}: {
  label: ReactNode;
  title: string;
  variant?: "outline" | "danger" | "ghost";
  size?: "small" | "medium";
  className?: string;
  children: ReactNode;
}) {
  return (
    <Disclosure className={cn("inline-block open:z-30", className)}>
      <summary data-slot="button" className={buttonVariants({ variant, size })}>
        {label}
      </summary>
      <div className="absolute right-0 z-30 mt-1 grid w-80 max-w-[calc(100vw-2rem)] gap-3 rounded-md border bg-popover p-3 text-left text-sm whitespace-normal">
        <p className="font-medium">{title}</p>
        {children}
      </div>
    </Disclosure>
  );
}
