import type { ErasedValues } from "@/lib/entries/model";

/** "Erased on 2026-11-26 by Ann and Bo. Basis: GDPR Art. 17(1)(b): consent withdrawn." */
export function describeErased({ at, by, basis }: ErasedValues): string {
  const names = by.length === 0 ? "two owners" : by.join(" and ");
  return `Erased on ${at.slice(0, 10)} by ${names}. Basis: ${basis}.`;
}
