import { isAllowed, type Principal } from "./model";
import { permissionOfPage } from "./page-permissions";

export const placeIcons = [
  "activity",
  "alerts",
  "cases",
  "clients",
  "evidence",
  "exports",
  "integrity",
  "log",
  "overview",
  "reviews",
  "security",
  "settings",
  "views",
] as const;
export type PlaceIcon = (typeof placeIcons)[number];

type Page<Group> = { group: Group; label: string; href: string };
export type Place = (Page<"main"> & { icon: PlaceIcon }) | Page<"settings"> | Page<"me">;

export const placeGroups = ["main", "settings", "me"] as const;

/**
 * Every page people go to by name, in the order of the menu. A line here puts a page into
 * the navigation, the tabs of the settings or of one's own pages, and the jump list; who
 * sees it follows from the policy.
 */
export const places: Place[] = [
  { group: "main", label: "Overview", href: "/", icon: "overview" },
  { group: "main", label: "Audit log", href: "/admin/audit-logs", icon: "log" },
  { group: "main", label: "Alerts", href: "/alerts", icon: "alerts" },
  { group: "main", label: "Exports", href: "/exports", icon: "exports" },
  { group: "main", label: "Evidence", href: "/evidence", icon: "evidence" },
  { group: "main", label: "Reviews", href: "/evidence/reviews", icon: "reviews" },
  { group: "main", label: "Cases", href: "/evidence/cases", icon: "cases" },
  { group: "main", label: "Clients", href: "/clients", icon: "clients" },
  { group: "main", label: "Security", href: "/security", icon: "security" },
  { group: "main", label: "Integrity", href: "/integrity", icon: "integrity" },
  { group: "me", label: "My activity", href: "/me" },
  { group: "me", label: "Notifications", href: "/me/notifications" },
  { group: "me", label: "Preferences", href: "/me/preferences" },
  { group: "me", label: "Security", href: "/me/security" },
  { group: "me", label: "Sessions", href: "/me/sessions" },
  { group: "me", label: "Feedback", href: "/me/feedback" },
  { group: "settings", label: "Organization", href: "/settings/organization" },
  { group: "settings", label: "People", href: "/settings/users" },
  { group: "settings", label: "Roles", href: "/settings/roles" },
  { group: "settings", label: "API keys", href: "/settings/api-keys" },
  { group: "settings", label: "Webhooks", href: "/settings/webhooks" },
  { group: "settings", label: "Feeds", href: "/settings/feeds" },
  { group: "settings", label: "Integrations", href: "/settings/integrations" },
  { group: "settings", label: "Security", href: "/settings/security" },
  { group: "settings", label: "Notifications", href: "/settings/notifications" },
  { group: "settings", label: "Retention", href: "/settings/retention" },
];

/** The places of a group whose pages this principal may open. */
export function listPlaces<Group extends Place["group"]>(
  principal: Principal,
  group: Group,
): Extract<Place, { group: Group }>[] {
  return places
    .filter((place): place is Extract<Place, { group: Group }> => place.group === group)
    .filter(({ href }) => mayOpen(principal, href));
}

function mayOpen(principal: Principal, href: string): boolean {
  const permission = permissionOfPage(href);
  return permission !== null && isAllowed(principal, permission);
}
