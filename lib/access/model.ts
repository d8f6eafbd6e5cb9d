import type { Actor, Context, Source } from "@/lib/entries/model";
import type { Brand } from "@/lib/kit/brand";
import { isGranted, type Overrides } from "./overrides";
import { type KeyScope, type Permission, policy, type Role } from "./policy";

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
      /** Where the organization says otherwise of this role than the policy. */
      overrides?: Overrides;
      isRecentlyProved?: boolean;
    }
  | { kind: "key"; keyId: string; name: string; scopes: KeyScope[] }
  | { kind: "operator" }
  /** The product itself, in its worker: what falls due. */
  | { kind: "system"; name: string }
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
    case "system":
      return true;
    case "user":
      return isGranted(principal.role, permission, principal.overrides);
    case "key":
      return principal.scopes.some((scope) => row.keys.includes(scope));
    case "anonymous":
      return row.isForAnyone ?? false;
  }
}

/** A contact of a client, who sees that client's portal and nothing else. */
export function isOfPortal(principal: Principal): boolean {
  return principal.kind === "user" && principal.role === "portal";
}

export function isOwner(principal: Principal): boolean {
  return principal.kind === "user" && principal.role === "owner";
}

export function describeRefusal(principal: Principal, permission: Permission): string {
  const row = policy[permission];
  if (principal.kind === "key") {
    return `the key lacks the scope ${row.keys.join(" or ") || "for this"}`;
  }
  if (principal.kind === "user") {
    const needs = row.roles.join(" or ") || "no role";
    return `the role ${principal.role} lacks ${permission}; it needs ${needs}`;
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
    case "system":
      return actorWithName("system", "worker", principal.name);
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
