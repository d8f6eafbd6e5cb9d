import { findOwnPolicy } from "./queries";

/** What this installation signs with: public, and what its own page checks bundles with. */
export function loadOwnPolicy(): Promise<string | null> {
  return findOwnPolicy();
}
