"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** As lib/organizations/loaders reads it. */
const name = "custody-zone";
const yearSeconds = 365 * 24 * 60 * 60;

/**
 * Tells the server the browser's zone, so that it writes every time right the first time.
 * Only the very first page of a browser, or of a traveller, is drawn twice.
 */
export function ZoneCookie({ known }: { known: string | null }) {
  const router = useRouter();

  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (timeZone === known) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere
    document.cookie = `${name}=${timeZone}; path=/; max-age=${yearSeconds}; samesite=lax`;
    router.refresh();
  }, [known, router]);

  return null;
}
