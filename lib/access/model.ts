import type { Actor, Context, Source } from "@/lib/entries/model";
import type { Brand } from "@/lib/kit/brand";

export const roles = ["owner", "admin", "technician", "auditor"] as const;
export type Role = (typeof roles)[number];

export const keyScopes = ["events:write", "audit:read", "audit:export"] as const;
export type KeyScope = (typeof keyScopes)[number];

export const permissions = [
  "log:read",
  "log:append",
  "log:verify",
  "log:import",
  "catalogue:read",
  "clients:read",
  "clients:create",
  "users:read",
  "users:create",
  "api_keys:create",
  "organization:create",
  "session:end",
] as const;
export type Permission = (typeof permissions)[number];

/** The single source of who may do what: routes, data layer and tests all read it. */
export const policy: Record<Permission, { roles: Role[]; keys: KeyScope[] }> = {
  "log:read": {
    roles: ["owner", "admin", "technician", "auditor"],
    keys: ["audit:read"],
  },
  "log:append": { roles: [], keys: ["events:write"] },
  "log:verify": { roles: ["owner", "admin", "auditor"], keys: ["audit:read"] },
  "log:import": { roles: ["owner", "admin"], keys: [] },
  "catalogue:read": {
    roles: ["owner", "admin", "technician", "auditor"],
    keys: ["audit:read", "events:write"],
  },
  "clients:read": { roles: ["owner", "admin", "technician", "auditor"], keys: [] },
  "clients:create": { roles: ["owner", "admin"], keys: [] },
  "users:read": { roles: ["owner", "admin", "auditor"], keys: [] },
  "users:create": { roles: ["owner", "admin"], keys: [] },
  "api_keys:create": { roles: ["owner", "admin"], keys: [] },
  "organization:create": { roles: [], keys: [] },
  "session:end": { roles: ["owner", "admin", "technician", "auditor"], keys: [] },
};

/** What each page of staff needs; the longest path that begins an address decides. */
export const pagePermissions: Record<string, Permission> = {
  "/admin/audit-logs": "log:read",
  "/settings/audit-log": "log:read",
  "/settings/users": "users:read",
};

export function permissionOfPage(path: string): Permission | null {
  const matches = Object.keys(pagePermissions).filter(
    (page) => path === page || path.startsWith(`${page}/`),
  );
  const longest = matches.sort((left, right) => right.length - left.length)[0];
  return (longest && pagePermissions[longest]) || null;
}

/** What part of the log a reader may see; every query takes one. */
export type ScopeFacts = {
  organizationId: string;
  /** Narrows row security itself: API keys and portal users of one client. */
  clientId: string | null;
  /** A technician without the whole log: own actions and assigned clients. */
  own: { userId: string; clientIds: string[] } | null;
};
export type Scope = Brand<Readonly<ScopeFacts>, "Scope">;

export type Principal =
  | {
      kind: "user";
      userId: string;
      email: string;
      name: string;
      role: Role;
      sessionId: string;
    }
  | { kind: "key"; keyId: string; name: string; scopes: KeyScope[] }
  | { kind: "operator" }
  | { kind: "anonymous" };

/** Who acts, in which scope, from where: what every write and every entry needs. */
export type CtxFacts = {
  scope: Scope;
  principal: Principal;
  source: Source;
  context: Context;
};
export type Ctx = Brand<Readonly<CtxFacts>, "Ctx">;

export function isAllowed(principal: Principal, permission: Permission): boolean {
  const row = policy[permission];
  switch (principal.kind) {
    case "operator":
      return true;
    case "user":
      return row.roles.includes(principal.role);
    case "key":
      return principal.scopes.some((scope) => row.keys.includes(scope));
    case "anonymous":
      return false;
  }
}

export function describeRefusal(principal: Principal, permission: Permission): string {
  const row = policy[permission];
  if (principal.kind === "key") {
    return `the key lacks the scope ${row.keys.join(" or ") || "for this"}`;
  }
  if (principal.kind === "user") {
    return `the role ${principal.role} lacks ${permission}; it needs ${row.roles.join(" or ")}`;
  }
  return `${permission} needs a sign-in`;
}

export function actorOf(principal: Principal): Actor {
  switch (principal.kind) {
    case "user":
      return {
        type: "user",
        id: principal.userId,
        email: principal.email,
        name: principal.name,
        role: principal.role,
      };
    case "key":
      return actorWithName("api_key", principal.keyId, principal.name);
    case "operator":
      return actorWithName("system", "cli", "Command line");
    case "anonymous":
      return actorWithName("user", null, null);
  }
}

function actorWithName(
  type: Actor["type"],
  id: string | null,
  name: string | null,
): Actor {
  return { type, id, email: null, name, role: null };
}
