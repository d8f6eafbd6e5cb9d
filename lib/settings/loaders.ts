import { gatePage } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { listPlaces, type Place } from "@/lib/access/places";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { type Asked, askedOf } from "@/lib/reasons/model";
import { readInScope } from "@/lib/runtime/transaction";
import { findSettings, type OrganizationSettings } from "./queries";

export type OrganizationPage = {
  settings: OrganizationSettings;
  mayUpdate: boolean;
  asked: Asked;
  forms: Record<"organization" | "logo" | "logo-removal" | "reasons", FormState>;
};

export async function loadOrganization(): Promise<OrganizationPage> {
  const { scope, principal } = await gatePage("organization:read");
  const settings = await readInScope(scope, (tx) =>
    findSettings(tx, scope.organizationId),
  );
  const { name, timeZone, brandLight, brandDark } = settings;
  return {
    settings,
    mayUpdate: isAllowed(principal, "organization:update"),
    asked: askedOf(settings, "organization.updated"),
    forms: {
      organization: await loadForm("organization", {
        name,
        timeZone,
        brandLight,
        brandDark,
      }),
      logo: await loadForm("logo"),
      "logo-removal": await loadForm("logo-removal"),
      reasons: await loadForm("reasons", {
        reasonActions: settings.reasonActions,
        asksForTicket: settings.asksForTicket ? ["on"] : [],
      }),
    },
  };
}

export async function loadSettingsIndex(): Promise<Pick<Place, "label" | "href">[]> {
  const { principal } = await gatePage("catalogue:read");
  return listPlaces(principal, "settings");
}
