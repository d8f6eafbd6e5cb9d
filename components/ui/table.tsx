import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

// Roles are spelled out because rows restyled with display:grid lose them in some browsers.

export function Table({ className, role = "table", ...props }: ComponentProps<"table">) {
  return (
    <table
      data-slot="table"
      role={role}
      className={cn("w-full border-collapse text-left text-sm", className)}
      {...props}
    />
  );
}

/** A table that may be wider than the page: its region scrolls, with the keyboard too. */
export function TableRegion({
  label,
  className,
  ...props
}: ComponentProps<"section"> & { label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus
      tabIndex={0}
      className={cn("overflow-x-auto focus-visible:-outline-offset-2", className)}
      {...props}
    />
  );
}

export function TableHeader({ role = "rowgroup", ...props }: ComponentProps<"thead">) {
  return <thead data-slot="table-header" role={role} {...props} />;
}

export function TableBody({ role = "rowgroup", ...props }: ComponentProps<"tbody">) {
  return <tbody data-slot="table-body" role={role} {...props} />;
}

export function TableRow({ className, role = "row", ...props }: ComponentProps<"tr">) {
  return (
    <tr
      data-slot="table-row"
      role={role}
      className={cn("border-b", className)}
      {...props}
    />
  );
}

export function TableHead({
  className,
  role = "columnheader",
  scope = "col",
  ...props
}: ComponentProps<"th">) {
  return (
    <th
      data-slot="table-head"
      role={role}
      scope={scope}
      className={cn(
        "h-8 px-2 font-medium text-muted-foreground text-xs whitespace-nowrap",
        className,
      )}
      {...props}
    />
  );
}

export function TableCell({ className, role = "cell", ...props }: ComponentProps<"td">) {
  return (
    <td
      data-slot="table-cell"
      role={role}
      className={cn("px-2 py-1.5 align-top", className)}
      {...props}
    />
  );
}
