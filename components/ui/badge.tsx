import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

const badgeVariants = cva(
  [
    "inline-flex items-center gap-1 rounded-sm px-1.5 text-xs leading-5 whitespace-nowrap",
    "[&_svg]:size-3.5 [&_svg]:shrink-0",
  ],
  {
    variants: {
      tone: {
        plain: "bg-accent text-foreground",
        quiet: "border text-muted-foreground",
        create: "bg-verb-create/8 text-verb-create",
        update: "bg-verb-update/8 text-verb-update",
        delete: "bg-verb-delete/8 text-verb-delete",
        auth: "bg-verb-auth/8 text-verb-auth",
        export: "bg-verb-export/8 text-verb-export",
        permission: "bg-verb-permission/8 text-verb-permission",
        other: "bg-verb-other/8 text-verb-other",
        amber: "bg-outcome-failed/8 text-outcome-failed",
        red: "bg-outcome-denied/8 text-outcome-denied",
      },
    },
    defaultVariants: { tone: "plain" },
  },
);

export type BadgeTone = NonNullable<VariantProps<typeof badgeVariants>["tone"]>;

export function Badge({
  className,
  tone,
  ...props
}: ComponentProps<"span"> & { tone?: BadgeTone }) {
  return (
    <span
      data-slot="badge"
      className={cn(badgeVariants({ tone }), className)}
      {...props}
    />
  );
}
