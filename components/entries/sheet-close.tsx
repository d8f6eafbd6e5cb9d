"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** The way out of a full-screen sheet; without scripts every choice leads out by itself. */
export function SheetClose({ children }: { children: ReactNode }) {
  return (
    <Button
      type="button"
      variant="primary"
      data-needs-script
      onClick={(event) =>
        event.currentTarget.closest("details.facet-sheet")?.removeAttribute("open")
      }
      className="sticky bottom-4 md:hidden"
    >
      {children}
    </Button>
  );
}
