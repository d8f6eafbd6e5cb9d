import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input
      data-slot="input"
      type={type}
      className={cn(
        "h-8 w-full min-w-0 rounded-md border border-input bg-background px-2 text-sm",
        "placeholder:text-muted-foreground disabled:opacity-60",
        "aria-invalid:border-destructive max-md:h-11 max-md:text-lg",
        className,
      )}
      {...props}
    />
  );
}
