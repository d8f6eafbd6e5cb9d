import type { Role } from "./policy";

/** Where somebody begins who asked for no page. */
export function homeOf(role: Role): string {
  return role === "portal" ? "/portal" : "/admin/audit-logs";
}

/** What a sign-in leads to: a contact knows no page outside the portal. */
export function leadHome(role: Role, next: string): string {
  const isInside = /^\/portal(?:[/?#]|$)/.test(next);
  return role === "portal" && !isInside ? homeOf(role) : next;
}
