import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

export function Kbd({ className, ...props }: ComponentProps<"kbd">) {
  return (
    <kbd
      data-slot="kbd"
      className={cn(
        "rounded-sm border bg-muted px-1 font-mono text-muted-foreground text-xs leading-4",
        className,
      )}
      {...props}
    />
  );
}
