import { listProviderNames, type ProviderName } from "./queries";

/** What the sign-in page offers beside a password, of one organization where it is named. */
export function loadProviderNames(slug: unknown): Promise<ProviderName[]> {
  return listProviderNames(typeof slug === "string" ? slug : null);
}
