import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

export function Separator({ className, ...props }: ComponentProps<"hr">) {
  return (
    <hr data-slot="separator" className={cn("border-0 border-t", className)} {...props} />
  );
}
