import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

export const buttonVariants = cva(
  [
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border",
    "font-medium text-sm whitespace-nowrap select-none transition-colors duration-100",
    "max-md:min-h-11 max-md:min-w-11",
    "disabled:opacity-50 aria-disabled:text-muted-foreground",
    "[&_svg]:size-4 [&_svg]:shrink-0",
  ],
  {
    variants: {
      variant: {
        primary:
          "border-transparent bg-primary text-primary-foreground hover:bg-primary-hover",
        outline: "border-input bg-background hover:bg-accent",
        ghost: "border-transparent hover:bg-accent",
        link: "border-transparent underline-offset-2 hover:underline",
        danger: "border-destructive text-destructive hover:bg-accent",
      },
      size: {
        small: "h-6 px-2 text-xs [&_svg]:size-3.5",
        medium: "h-8 px-3",
        large: "h-10 px-4 text-base",
        icon: "size-8",
        tiny: "size-6 max-md:-my-3 max-md:size-11 [&_svg]:size-3.5",
      },
    },
    defaultVariants: { variant: "outline", size: "medium" },
  },
);

export function Button({
  asChild = false,
  className,
  variant,
  size,
  ...props
}: ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & { asChild?: boolean }) {
  const Element = asChild ? Slot.Root : "button";
  return (
    <Element
      data-slot="button"
      className={cn(buttonVariants({ variant, size }), className)}
      {...props}
    />
  );
}
