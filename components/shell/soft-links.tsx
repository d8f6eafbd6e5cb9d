"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

/** Follows every soft link of the page, and marks the page as waiting while it does. */
export function SoftLinks() {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();

  useEffect(() => {
    function follow(event: MouseEvent) {
      const link = linkOf(event);
      const href = link?.getAttribute("href");
      if (!link || !href) return;
      event.preventDefault();
      const scroll = link.dataset.soft !== "here";
      startTransition(() => router.push(href, { scroll }));
    }
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [router]);

  return isPending && <span data-pending hidden />;
}

/** With a modifier key, or another button, a link is the browser's. */
function linkOf(event: MouseEvent): HTMLElement | null {
  const { target } = event;
  if (!(target instanceof Element) || event.defaultPrevented) return null;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  return event.button === 0 ? target.closest<HTMLElement>("a[data-soft]") : null;
}
