import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/class-names";

export function Radio({
  className,
  children,
  ...props
}: Omit<ComponentProps<"input">, "type"> & { children: ReactNode }) {
  return (
    <label
      data-slot="radio"
      className={cn(
        "flex min-h-7 items-start gap-2 rounded-sm px-2 py-1 text-sm hover:bg-accent",
        "max-md:min-h-11 max-md:items-center",
        className,
      )}
    >
      <input
        type="radio"
        className="mt-0.5 size-3.5 shrink-0 accent-primary max-md:mt-0 max-md:size-5"
        {...props}
      />
      {children}
    </label>
  );
}
