import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

export function Textarea({ className, rows = 3, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      data-slot="textarea"
      rows={rows}
      className={cn(
        "w-full min-w-0 rounded-md border border-input bg-background px-2 py-1.5 text-sm",
        "placeholder:text-muted-foreground disabled:opacity-60",
        "aria-invalid:border-destructive max-md:text-lg",
        className,
      )}
      {...props}
    />
  );
}
