import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

export function Skeleton({ className, ...props }: ComponentProps<"span">) {
  return (
    <span
      data-slot="skeleton"
      aria-hidden
      className={cn("block animate-pulse rounded-sm bg-accent", className)}
      {...props}
    />
  );
}
