import type { Context, Source } from "@/lib/entries/model";
import type { Ctx, CtxFacts, Scope, ScopeFacts } from "./model";
import type { Overrides } from "./overrides";
import type { KeyScope, Role } from "./policy";

export type SessionFacts = {
  sessionId: string;
  organizationId: string;
  userId: string;
  email: string;
  name: string;
  role: Role;
  /** Of a contact: the one client whose portal they see. */
  clientId?: string | null;
  /** The clients a technician without the whole log is limited to. */
  assignedClientIds: string[] | null;
  overrides?: Overrides;
  /** Whether a password or a second factor was shown within the last minutes. */
  isRecentlyProved?: boolean;
};

export type KeyFacts = {
  organizationId: string;
  id: string;
  name: string;
  scopes: KeyScope[];
  clientId: string | null;
};

/** The only file that makes a Scope or a Ctx out of plain facts; the gates alone call it. */
function mintScope(facts: ScopeFacts): Scope {
  return facts as Scope;
}

function mintCtx(facts: CtxFacts): Ctx {
  return facts as Ctx;
}

export function mintSessionCtx(session: SessionFacts, context: Context): Ctx {
  const { organizationId, userId, email, name, role, sessionId, overrides } = session;
  const { isRecentlyProved = false } = session;
  const clientIds = session.assignedClientIds;
  const own = clientIds === null ? null : { userId, clientIds };
  const clientId = role === "portal" ? requireClient(session) : null;
  return mintCtx({
    scope: mintScope({ organizationId, clientId, own }),
    principal: {
      kind: "user",
      userId,
      email,
      name,
      role,
      sessionId,
      isRecentlyProved,
      overrides,
    },
    source: "web",
    context: { ...context, session_id: sessionId.slice(0, 16) },
  });
}

/** A contact without a client would read the whole organization: there is none. */
function requireClient({ clientId }: SessionFacts): string {
  if (clientId) return clientId;
  throw new Error("a portal session is of one client");
}

export function mintKeyCtx(key: KeyFacts, context: Context): Ctx {
  const { organizationId, id, name, scopes, clientId } = key;
  return mintCtx({
    scope: mintScope({ organizationId, clientId, own: null }),
    principal: { kind: "key", keyId: id, name, scopes },
    source: "api",
    context,
  });
}

/** The same reader before one client's page: row security itself lets nothing else through. */
export function narrowToClient(scope: Scope, clientId: string): Scope {
  const { organizationId } = scope;
  return mintScope({ organizationId, clientId, own: null });
}

/** The operator at the command line of the machine that runs the database. */
export function mintOperatorCtx(organizationId: string, source: Source): Ctx {
  return mintCtx({
    scope: mintScope({ organizationId, clientId: null, own: null }),
    principal: { kind: "operator" },
    source,
    context: { ip: null, user_agent: null, session_id: null, request_id: null },
  });
}

/** The worker, doing what fell due in one organization. */
export function mintSystemCtx(organizationId: string, name: string): Ctx {
  return mintCtx({
    scope: mintScope({ organizationId, clientId: null, own: null }),
    principal: { kind: "system", name },
    source: "system",
    context: { ip: null, user_agent: null, session_id: null, request_id: null },
  });
}

/** The worker, telling of a rule that fired: no rule looks at what has this source. */
export function mintRuleCtx(organizationId: string): Ctx {
  return mintCtx({
    scope: mintScope({ organizationId, clientId: null, own: null }),
    principal: { kind: "system", name: "Rules" },
    source: "rule",
    context: { ip: null, user_agent: null, session_id: null, request_id: null },
  });
}

/** A system that signed what it sends; it adds to one organization's log and reads nothing. */
export function mintInboundCtx(
  organizationId: string,
  name: string,
  context: Context,
): Ctx {
  return mintCtx({
    scope: mintScope({ organizationId, clientId: null, own: null }),
    principal: { kind: "system", name },
    source: "api",
    context,
  });
}

/** The worker, writing what somebody asked for, within what they could read then. */
export function mintExporterCtx(reach: ScopeFacts): Ctx {
  return mintCtx({
    scope: mintScope(reach),
    principal: { kind: "system", name: "Exports" },
    source: "system",
    context: { ip: null, user_agent: null, session_id: null, request_id: null },
  });
}

/** Somebody who is not signed in, at the door of one organization. */
export function mintAnonymousCtx(organizationId: string, context: Context): Ctx {
  return mintCtx({
    scope: mintScope({ organizationId, clientId: null, own: null }),
    principal: { kind: "anonymous" },
    source: "web",
    context,
  });
}
