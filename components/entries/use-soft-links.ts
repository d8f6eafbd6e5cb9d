"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useTransition } from "react";

/**
 * Plain links of the list lead on without loading the page anew: one listener for all of
 * them, so that none has to be known to the browser's scripts. True while one is followed.
 */
export function useSoftLinks(root: RefObject<HTMLElement | null>): boolean {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();

  useEffect(() => {
    const element = root.current;
    function follow(event: MouseEvent) {
      const href = hrefOf(event);
      if (href === null) return;
      event.preventDefault();
      startTransition(() => router.push(href, { scroll: false }));
    }
    element?.addEventListener("click", follow);
    return () => element?.removeEventListener("click", follow);
  }, [root, router]);

  return isPending;
}

/** With a modifier key, or another button, a link is the browser's. */
function hrefOf(event: MouseEvent): string | null {
  const { target } = event;
  if (!(target instanceof Element) || event.defaultPrevented) return null;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return null;
  return target.closest("a[data-soft]")?.getAttribute("href") ?? null;
}
