"use client";

import { useLinkStatus } from "next/link";

/** Inside a link: marks the page as waiting, so that the old rows dim and stay. */
export function LinkProgress() {
  const { pending } = useLinkStatus();
  return pending ? <span data-pending hidden /> : null;
}
