"use client";

import { usePathname, useSearchParams } from "next/navigation";

/** Where a form of the shell leads back to: the shell outlives the page it was made for. */
export function CurrentPathInput({ name }: { name: string }) {
  const path = usePathname();
  const query = useSearchParams().toString();
  return (
    <input type="hidden" name={name} value={query === "" ? path : `${path}?${query}`} />
  );
}
