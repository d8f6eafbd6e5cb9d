"use client";

import { Dialog as DialogPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

// Radix' Portal renders nothing on the server and its Overlay writes style elements and
// attributes that a strict style-src refuses: the content stays in place, the backdrop is ours.

export const Dialog = DialogPrimitive.Root;

export function DialogContent({
  className,
  ...props
}: ComponentProps<typeof DialogPrimitive.Content>) {
  return (
    <DialogPrimitive.Content
      data-slot="dialog-content"
      className={cn(
        "fixed inset-0 z-50 flex flex-col bg-popover focus:outline-none",
        "md:inset-auto md:top-[6vh] md:left-1/2 md:max-h-[88vh] md:w-[calc(100%-48px)]",
        "md:max-w-[920px] md:-translate-x-1/2 md:rounded-lg md:border",
        className,
      )}
      {...props}
    />
  );
}

export function DialogTitle({
  className,
  ...props
}: ComponentProps<typeof DialogPrimitive.Title>) {
  return (
    <DialogPrimitive.Title
      data-slot="dialog-title"
      className={cn("font-medium text-lg", className)}
      {...props}
    />
  );
}
