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
  isOpen = false,
  align = "start",
  children,
}: {
  label: ReactNode;
  title: string;
  variant?: "outline" | "danger" | "ghost";
  size?: "small" | "medium";
  className?: string;
  isOpen?: boolean;
  /** The edge of the button that the panel keeps to. */
  align?: "start" | "end";
  children: ReactNode;
}) {
  return (
    <Disclosure open={isOpen} className={cn("inline-block open:z-30", className)}>
      <summary data-slot="button" className={buttonVariants({ variant, size })}>
        {label}
      </summary>
      <div
        className={cn(
          "z-30 mt-1 grid gap-3 rounded-md border bg-popover p-3 text-left text-sm",
          "whitespace-normal md:absolute md:w-96",
          "max-md:fixed max-md:inset-x-4 max-md:bottom-4 max-md:max-h-[80dvh] max-md:overflow-y-auto",
          align === "end" ? "md:right-0" : "md:left-0",
        )}
      >
        <p className="font-medium">{title}</p>
        {children}
      </div>
    </Disclosure>
  );
}
