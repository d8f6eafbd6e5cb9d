import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

export function Select({ className, ...props }: ComponentProps<"select">) {
  return (
    <span data-slot="select" className={cn("relative inline-flex", className)}>
      <select
        className={cn(
          "h-8 w-full appearance-none rounded-md border border-input bg-background",
          "pr-7 pl-2 text-sm max-md:h-11 max-md:text-lg",
        )}
        {...props}
      />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute inset-y-0 right-2 my-auto size-3.5"
      />
    </span>
  );
}
