"use client";

import { type ComponentProps, useEffect, useRef } from "react";
import { cn } from "@/components/ui/class-names";

/** A <details> that scripts also close on Escape and on a click elsewhere. */
export function Disclosure({ className, ...props }: ComponentProps<"details">) {
  const details = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    function close(event: Event) {
      const element = details.current;
      if (!element?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Escape") return;
        element.open = false;
        element.querySelector("summary")?.focus();
      } else if (!element.contains(event.target as Node)) {
        element.open = false;
      }
    }
    document.addEventListener("keydown", close);
    document.addEventListener("pointerdown", close);
    return () => {
      document.removeEventListener("keydown", close);
      document.removeEventListener("pointerdown", close);
    };
  }, []);

  return (
    <details
      ref={details}
      data-slot="disclosure"
      className={cn("relative", className)}
      {...props}
    />
  );
}
