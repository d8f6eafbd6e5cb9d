import type { ReactNode } from "react";
import { Seal } from "@/components/shell/seal";

/** The frame of every page before the product itself: signing in, joining, confirming. */
export function DoorFrame({
  title,
  children,
  footnote = "Attempts here are recorded.",
}: {
  title: ReactNode;
  children: ReactNode;
  footnote?: ReactNode;
}) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-sm content-center gap-5 px-4 py-12">
      <h1 className="flex items-center gap-2 font-semibold text-lg">
        <Seal className="size-6 shrink-0 text-seal-ok" />
        <span className="min-w-0 [overflow-wrap:anywhere]">{title}</span>
      </h1>
      {children}
      {footnote !== null && <p className="text-muted-foreground text-xs">{footnote}</p>}
    </main>
  );
}
