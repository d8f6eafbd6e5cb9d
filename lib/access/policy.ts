export const roles = ["owner", "admin", "technician", "auditor"] as const;
export type Role = (typeof roles)[number];

export const keyScopes = ["events:write", "audit:read", "audit:export"] as const;
export type KeyScope = (typeof keyScopes)[number];

export const permissions = [
  "log:read",
  "log:read_whole",
  "log:append",
  "log:verify",
  "incidents:close",
  "keys:rotate",
  "log:import",
  "log:export",
  "catalogue:read",
  "clients:read",
  "clients:create",
  "clients:update",
  "clients:archive",
  "contacts:read",
  "contacts:update",
  "portal:grant",
  "users:read",
  "users:create",
  "users:update",
  "users:end_access",
  "users:recover",
  "roles:read",
  "roles:update",
  "api_keys:read",
  "api_keys:create",
  "api_keys:revoke",
  "api_keys:revoke_own",
  "organization:create",
  "organization:read",
  "organization:update",
  "preferences:update",
  "views:write",
  "session:end",
  "sign_in",
  "account:manage",
  "mail:read",
  "mail:test",
  "security:manage",
  "forms:keep",
  "retention:read",
  "retention:change",
  "retention:approve",
  "retention:apply",
  "holds:set",
  "holds:release",
  "pruning:announce",
] as const;
export type Permission = (typeof permissions)[number];

/** `isForAnyone` is for the door itself: what somebody does who is not signed in yet. */
type Rule = { roles: Role[]; keys: KeyScope[]; isForAnyone?: true };

/** The single source of who may do what: routes, data layer and tests all read it. */
export const policy: Record<Permission, Rule> = {
  "log:read": {
    roles: ["owner", "admin", "technician", "auditor"],
    keys: ["audit:read"],
  },
  "log:read_whole": { roles: ["owner", "admin", "auditor"], keys: [] },
  "log:append": { roles: [], keys: ["events:write"] },
  "log:verify": { roles: ["owner", "admin", "auditor"], keys: ["audit:read"] },
  "keys:rotate": { roles: [], keys: [] },
  "incidents:close": { roles: ["owner", "admin"], keys: [] },
  "log:import": { roles: ["owner", "admin"], keys: [] },
  "log:export": {
    roles: ["owner", "admin", "technician", "auditor"],
    keys: ["audit:export"],
  },
  "catalogue:read": {
    roles: ["owner", "admin", "technician", "auditor"],
    keys: ["audit:read", "events:write"],
  },
  "clients:read": { roles: ["owner", "admin", "technician", "auditor"], keys: [] },
  "clients:create": { roles: ["owner", "admin"], keys: [] },
  "clients:update": { roles: ["owner", "admin"], keys: [] },
  "clients:archive": { roles: ["owner", "admin"], keys: [] },
  "contacts:read": { roles: ["owner", "admin", "technician", "auditor"], keys: [] },
  "contacts:update": { roles: ["owner", "admin"], keys: [] },
  "portal:grant": { roles: ["owner", "admin"], keys: [] },
  "users:read": { roles: ["owner", "admin", "auditor"], keys: [] },
  "users:create": { roles: ["owner", "admin"], keys: [] },
  "users:update": { roles: ["owner", "admin"], keys: [] },
  "users:end_access": { roles: [], keys: [] },
  "users:recover": { roles: ["owner", "admin"], keys: [] },
  "roles:read": { roles: ["owner", "admin", "auditor"], keys: [] },
  "roles:update": { roles: ["owner"], keys: [] },
  "api_keys:read": { roles: ["owner", "admin", "auditor"], keys: [] },
  "api_keys:create": { roles: ["owner", "admin"], keys: [] },
  "api_keys:revoke": { roles: ["owner", "admin"], keys: [] },
  "api_keys:revoke_own": {
    roles: [],
    keys: ["events:write", "audit:read", "audit:export"],
  },
  "organization:read": { roles: ["owner", "admin", "auditor"], keys: [] },
  "organization:update": { roles: ["owner", "admin"], keys: [] },
  "organization:create": { roles: [], keys: [] },
  "views:write": { roles: ["owner", "admin", "technician", "auditor"], keys: [] },
  "preferences:update": {
    roles: ["owner", "admin", "technician", "auditor"],
    keys: [],
  },
  "session:end": { roles: ["owner", "admin", "technician", "auditor"], keys: [] },
  sign_in: {
    roles: ["owner", "admin", "technician", "auditor"],
    keys: [],
    isForAnyone: true,
  },
  "account:manage": { roles: ["owner", "admin", "technician", "auditor"], keys: [] },
  "mail:read": { roles: ["owner"], keys: [] },
  "mail:test": { roles: ["owner"], keys: [] },
  "security:manage": { roles: ["owner"], keys: [] },
  "forms:keep": { roles: ["owner", "admin", "technician", "auditor"], keys: [] },
  "retention:read": { roles: ["owner", "admin", "auditor"], keys: [] },
  "retention:change": { roles: ["owner", "admin"], keys: [] },
  "retention:approve": { roles: ["owner"], keys: [] },
  "retention:apply": { roles: [], keys: [] },
  "holds:set": { roles: ["owner", "admin"], keys: [] },
  "holds:release": { roles: ["owner"], keys: [] },
  "pruning:announce": { roles: ["owner"], keys: [] },
};

/** What each page of staff needs; the longest path that begins an address decides. */
export const pagePermissions: Record<string, Permission> = {
  "/": "log:read",
  "/admin/audit-logs": "log:read",
  "/exports": "log:export",
  "/integrity": "log:verify",
  "/jump": "log:read",
  "/me": "log:read",
  "/me/preferences": "preferences:update",
  "/me/security": "account:manage",
  "/me/sessions": "account:manage",
  "/reauth": "account:manage",
  "/settings/notifications": "mail:read",
  "/settings/security": "security:manage",
  "/people": "log:read",
  "/records": "log:read",
  "/sessions": "log:read",
  "/clients": "clients:read",
  "/settings/audit-log": "log:read",
  "/views": "views:write",
  "/clients/new": "clients:create",
  "/settings": "catalogue:read",
  "/settings/api-keys": "api_keys:read",
  "/settings/api-keys/new": "api_keys:create",
  "/settings/organization": "organization:read",
  "/settings/roles": "roles:read",
  "/settings/users": "users:read",
  "/settings/users/invite": "users:create",
  "/settings/retention": "retention:read",
  "/settings/retention/change": "retention:change",
  "/settings/retention/prune": "pruning:announce",
};

export function permissionOfPage(path: string): Permission | null {
  const matches = Object.keys(pagePermissions).filter(
    (page) => path === page || path.startsWith(`${page}/`),
  );
  const longest = matches.sort((left, right) => right.length - left.length)[0];
  return (longest && pagePermissions[longest]) || null;
}
