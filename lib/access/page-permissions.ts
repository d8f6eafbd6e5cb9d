import type { Permission } from "./policy";

/** What each page behind a sign-in needs; the longest path that begins an address decides. */
export const pagePermissions: Record<string, Permission> = {
  "/": "log:read",
  "/admin/audit-logs": "log:read",
  "/evidence": "packs:read",
  "/evidence/new": "packs:create",
  "/alerts": "alerts:read",
  "/alerts/rules": "rules:read",
  "/alerts/rules/new": "rules:write",
  "/evidence/reviews": "reviews:read",
  "/evidence/reviews/new": "reviews:sign",
  "/evidence/reviews/plan": "reviews:sign",
  "/evidence/cases": "cases:read",
  "/evidence/cases/new": "cases:write",
  "/evidence/cases/pin": "cases:write",
  "/exports": "log:export",
  "/exports/schedules": "schedules:read",
  "/exports/schedules/new": "schedules:change",
  "/integrity": "log:verify",
  "/jump": "log:read",
  "/me": "log:read",
  "/me/feedback": "feedback:send",
  "/me/preferences": "preferences:update",
  "/me/security": "account:manage",
  "/me/sessions": "account:manage",
  "/reauth": "account:manage",
  "/settings/notifications": "mail:read",
  "/settings/security": "security:manage",
  "/people": "log:read",
  "/portal": "portal:audit_log.read",
  "/portal/exports": "portal:audit_log.export",
  "/portal/verify": "portal:audit_log.verify",
  "/records": "log:read",
  "/security": "log:read_whole",
  "/sessions": "log:read",
  "/clients": "clients:read",
  "/settings/audit-log": "log:read",
  "/views": "views:write",
  "/clients/new": "clients:create",
  "/settings": "catalogue:read",
  "/settings/webhooks": "webhooks:read",
  "/settings/webhooks/new": "webhooks:write",
  "/settings/api-keys": "api_keys:read",
  "/settings/api-keys/new": "api_keys:create",
  "/settings/organization": "organization:read",
  "/settings/roles": "roles:read",
  "/settings/users": "users:read",
  "/settings/users/invite": "users:create",
  "/settings/retention": "retention:read",
  "/settings/retention/change": "retention:change",
  "/settings/retention/prune": "pruning:announce",
  "/settings/retention/erasures": "erasures:request",
};

export function permissionOfPage(path: string): Permission | null {
  const matches = Object.keys(pagePermissions).filter(
    (page) => path === page || path.startsWith(`${page}/`),
  );
  const longest = matches.sort((left, right) => right.length - left.length)[0];
  return (longest && pagePermissions[longest]) || null;
}
