import type { Query } from "@/lib/entries/loaders";
import { loadBrowserZone, loadZone } from "@/lib/organizations/loaders";
import { loadPreferences } from "@/lib/preferences/loaders";
import {
  densities,
  isZoneChoice,
  type Preferences,
  parseColumns,
} from "@/lib/preferences/model";

/** How this reader sees this page: as they like it, or as the address was shared. */
export type Display = Preferences & {
  /** The zone's own name. */
  zone: string;
  zoneChoice: string;
  inClientZone: boolean;
  /** What the browser told of where it is; null on its first visit. */
  browserZone: string | null;
};

export async function loadDisplay(query: Query): Promise<Display> {
  const preferences = await loadPreferences();
  const { cols, density, tz } = query;
  const told = typeof tz === "string" && isZoneChoice(tz) ? tz : null;
  const zoneChoice = told ?? preferences.zone;
  const columns = typeof cols === "string" ? parseColumns(cols) : null;
  return {
    ...preferences,
    columns: columns ?? preferences.columns,
    density: densities.find((one) => one === density) ?? preferences.density,
    zone: await loadZone(zoneChoice),
    zoneChoice,
    inClientZone: zoneChoice === "client",
    browserZone: await loadBrowserZone(),
  };
}
