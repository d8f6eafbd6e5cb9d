import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

const alertVariants = cva(
  [
    "flex items-start gap-2 rounded-md border border-l-4 bg-muted px-3 py-2 text-sm",
    "[&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0",
  ],
  {
    variants: {
      tone: {
        note: "border-l-input",
        warning: "border-l-outcome-failed [&>svg]:text-outcome-failed",
        danger: "border-l-outcome-denied [&>svg]:text-outcome-denied",
        good: "border-l-seal-ok [&>svg]:text-seal-ok",
      },
    },
    defaultVariants: { tone: "note" },
  },
);

export function Alert({
  className,
  tone,
  ...props
}: ComponentProps<"div"> & VariantProps<typeof alertVariants>) {
  return (
    <div
      data-slot="alert"
      className={cn(alertVariants({ tone }), className)}
      {...props}
    />
  );
}
