import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/class-names";

export function Checkbox({
  className,
  children,
  ...props
}: Omit<ComponentProps<"input">, "type"> & { children: ReactNode }) {
  return (
    <label
      data-slot="checkbox"
      className={cn(
        "flex min-h-7 items-center gap-2 rounded-sm px-2 text-sm hover:bg-accent",
        "max-md:min-h-11",
        className,
      )}
    >
      <input
        type="checkbox"
        className="size-3.5 shrink-0 accent-primary max-md:size-5"
        {...props}
      />
      {children}
    </label>
  );
}
