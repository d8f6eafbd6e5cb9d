"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { isShortcut } from "@/components/entries/shortcuts";

const steps: Record<string, number> = { j: 1, k: -1 };
const interactive = "a, button, input, select, textarea, summary, label";

/** Pointers may click anywhere in a row; j and k move the real focus between Details links. */
export function TableKeys({ children }: { children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null);

  useEffect(() => {
    function handleKey(event: KeyboardEvent) {
      if (!isShortcut(event) || document.querySelector("[role=dialog]")) return;
      if (event.key === "/") {
        event.preventDefault();
        document.querySelector<HTMLInputElement>("#query")?.focus();
        return;
      }
      const step = steps[event.key];
      if (step === undefined || root.current === null) return;
      const rows = root.current.querySelectorAll<HTMLElement>("tr[data-entry]");
      const at = [...rows].findIndex((row) => row.contains(document.activeElement));
      const next = at === -1 ? rows[0] : rows[at + step];
      next?.querySelector<HTMLElement>("a[id]")?.focus();
    }
    const element = root.current;
    document.addEventListener("keydown", handleKey);
    element?.addEventListener("click", openRow);
    return () => {
      document.removeEventListener("keydown", handleKey);
      element?.removeEventListener("click", openRow);
    };
  }, []);

  return <div ref={root}>{children}</div>;
}

function openRow(event: MouseEvent): void {
  if (!(event.target instanceof Element)) return;
  const isSelecting = document.getSelection()?.isCollapsed === false;
  if (isSelecting || event.target.closest(interactive) !== null) return;
  const row = event.target.closest("tr[data-entry]");
  row?.querySelector<HTMLElement>("a[id]")?.click();
}
