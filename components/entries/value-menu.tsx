"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import type { PickedValue } from "@/components/entries/pivot-link";

const ValueMenuList = dynamic(() =>
  import("@/components/entries/value-menu-list").then((module) => module.ValueMenuList),
);

/** One menu for every value on the page: a press, Enter or arrow down on a value opens it. */
export function ValueMenu({
  path,
  base = null,
}: {
  path: string;
  /** The view a value narrows, where it is not that of the address. */
  base?: string | null;
}) {
  const [picked, setPicked] = useState<PickedValue | null>(null);

  useEffect(() => {
    function pick(event: Event): void {
      const anchor = anchorOf(event);
      if (anchor === null) return;
      event.preventDefault();
      const { pivot = "", copy } = anchor.dataset;
      const [, term = ""] = [...new URLSearchParams(pivot)].at(-1) ?? [];
      setPicked({ anchor, terms: pivot, text: copy ?? term });
    }
    document.addEventListener("click", pick);
    document.addEventListener("keydown", pick);
    return () => {
      document.removeEventListener("click", pick);
      document.removeEventListener("keydown", pick);
    };
  }, []);

  if (picked === null) return null;
  return (
    <ValueMenuList
      path={path}
      base={base}
      picked={picked}
      onClose={() => setPicked(null)}
    />
  );
}

/** A middle click, or one with a modifier, follows the link to the narrowed list. */
function anchorOf(event: Event): HTMLAnchorElement | null {
  if (!(event.target instanceof Element)) return null;
  const anchor = event.target.closest<HTMLAnchorElement>("a[data-pivot]");
  if (anchor === null) return null;
  if (event instanceof KeyboardEvent) {
    return event.key === "ArrowDown" && event.altKey ? anchor : null;
  }
  if (!(event instanceof MouseEvent) || event.button !== 0) return null;
  return event.ctrlKey || event.metaKey || event.shiftKey ? null : anchor;
}
