/** Something of one client, to ask for; the walk has it of three owners. */
export type Subject = {
  clientSlug: string;
  clientId: string;
  entryId: string;
  ticketId: string;
  sessionId: string;
  actorId: string;
  incidentId: string;
  /** Somebody of its organization. */
  memberId: string;
  /** Somebody at its client. */
  contactId: string;
};

export type Asked = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  form?: Record<string, string>;
  data?: unknown;
};

export type Row = {
  /** Who asks: people in a browser, programs with a key, or anybody. */
  door: "page" | "form" | "json" | "api" | "public";
  /**
   * Who is let in, whatever lib/access/policy.ts says: Owner, Admin, Technician, Auditor;
   * keys that Ingest, read (K), or do both for one Client.
   */
  allow: string;
  /** Whose a subject must be to be found: any client's of the organization, or one's own. */
  reach?: "organization" | "client";
  /** A technician is told that the client is not theirs, rather than that it is not there. */
  saysUnassigned?: boolean;
  /** The answer has no end: its head is what is looked at. */
  isStream?: boolean;
  /** Only these ask; without it everybody does. */
  asAlone?: string;
  ask?: (subject: Subject) => Asked;
};

const everyone = "OATR";
const ofClient = ({ clientSlug }: Subject): Asked => ({ params: { slug: clientSlug } });
const ofEntry = ({ entryId }: Subject): Asked => ({ params: { id: entryId } });
const ofIncident = ({ incidentId }: Subject): Asked => ({ params: { id: incidentId } });

function page(allow: string, reach?: Row["reach"], ask?: Row["ask"]): Row {
  return { door: "page", allow, reach, ask };
}

/** Without `ask` the form is sent empty: who is let in is told what is wrong with it. */
function form(allow: string, reach?: Row["reach"], ask?: Row["ask"]): Row {
  return { door: "form", allow, reach, ask };
}

function json(allow: string, reach?: Row["reach"], ask?: Row["ask"]): Row {
  return { door: "json", allow, reach, ask };
}

function api(allow: string, reach?: Row["reach"], ask?: Row["ask"]): Row {
  return { door: "api", allow, reach, ask };
}

/** Not even the shape of an id: who is let in is told so. */
const unknown = () => ({ params: { id: "none" } });

const open: Row = { door: "public", allow: "" };

/**
 * The policy table of the authorization walk (T-01): every built route has a row here or
 * the tests fail. Statuses follow from it, see `expectAnswer`.
 */
export const walkRows: Record<string, Row> = {
  "GET /api/entries/[id]": json(everyone, "client", ofEntry),
  "GET /api/entries/[id]/around": json(everyone, "client", ofEntry),
  "GET /api/entries/[id]/texts": json(everyone, "client", ofEntry),
  "POST /api/entries": json(everyone),

  "GET /signin": open,
  "GET /verify": open,
  "GET /signin/codes": page(everyone),
  "GET /signin/enrol": open,
  "GET /signin/link": open,
  "GET /signin/link/[token]": { ...open, ask: () => ({ params: { token: "none" } }) },
  "GET /signin/mfa": open,
  "GET /reset": open,
  "GET /reset/[token]": { ...open, ask: () => ({ params: { token: "none" } }) },
  "GET /invite/[token]": { ...open, ask: () => ({ params: { token: "none" } }) },
  "GET /reauth": page(everyone),
  "GET /api/sessions/renew": open,
  "GET /healthz": open,
  "GET /readyz": open,
  "GET /docs/errors/[code]": {
    ...open,
    ask: () => ({ params: { code: "access.denied" } }),
  },
  "GET /settings/audit-log": open,

  "GET /": page(everyone),
  "GET /admin/audit-logs": page(everyone),
  "GET /admin/audit-logs/[id]": page(everyone, "client", ofEntry),
  "GET /admin/audit-logs/[id]/receipt": json(everyone, "client", ofEntry),
  "GET /clients": page(everyone),
  "GET /clients/new": page("OA"),
  "GET /clients/[slug]/audit": {
    ...page(everyone, "client", ofClient),
    saysUnassigned: true,
  },
  "GET /integrity": page("OAR"),
  "GET /integrity/incidents/[id]": page("OAR", "organization", ofIncident),
  "GET /clients/[slug]": { ...page(everyone, "client", ofClient), saysUnassigned: true },
  "GET /clients/[slug]/edit": page("OA", "organization", ofClient),
  "GET /clients/[slug]/contacts": {
    ...page(everyone, "client", ofClient),
    saysUnassigned: true,
  },
  "GET /clients/[slug]/contacts/new": page("OA", "organization", ofClient),
  "GET /clients/[slug]/contacts/[id]": page(
    "OA",
    "organization",
    ({ clientSlug, contactId }) => ({ params: { slug: clientSlug, id: contactId } }),
  ),
  "GET /jump": page(everyone),
  "GET /me": page(everyone),
  "GET /me/preferences": page(everyone),
  "GET /me/security": page(everyone),
  "GET /me/security/recovery-codes": page(everyone),
  "GET /me/security/second-factor": page(everyone),
  "GET /me/sessions": page(everyone),
  "GET /people/[id]": page(everyone, "client", ({ actorId }) => ({
    params: { id: actorId },
  })),
  "GET /records/[type]/[id]": page(everyone, "client", ({ ticketId }) => ({
    params: { type: "ticket", id: ticketId },
  })),
  "GET /sessions/[id]": page(everyone, "client", ({ sessionId }) => ({
    params: { id: sessionId },
  })),
  "GET /settings/notifications": page("O"),
  "GET /settings/notifications/[id]": {
    ...page("O"),
    asAlone: "ATRN",
    ask: () => ({ params: { id: "00000000-0000-4000-8000-000000000001" } }),
  },
  "GET /settings": page(everyone),
  "GET /settings/api-keys": page("OAR"),
  "GET /settings/api-keys/new": page("OA"),
  "GET /settings/organization": page("OAR"),
  "GET /settings/roles": page("OAR"),
  "GET /settings/users": page("OAR"),
  "GET /settings/users/[id]": page("OAR", "organization", ({ memberId }) => ({
    params: { id: memberId },
  })),
  "GET /settings/users/invite": page("OA"),
  "GET /settings/retention": page("OAR"),
  "GET /settings/retention/change": page("OA", undefined, () => ({
    query: { keep: "730" },
  })),
  "GET /settings/retention/prune": page("O"),

  "GET /views": page(everyone),

  "GET /api/jump": json(everyone),
  "GET /api/integrity/incidents/[id]/evidence": json("OAR", "organization", ofIncident),
  "POST /api/integrity/incidents/[id]/close": form("OA", "organization", ofIncident),
  "POST /api/integrity/incidents/[id]/notify": form("OA", "organization", ofIncident),
  "POST /api/integrity/verify": form("OAR"),
  "GET /api/live": { ...json(everyone), isStream: true },
  "GET /api/organization/logo": json(everyone),
  "POST /api/clients": form("OA"),
  "POST /api/clients/[id]/archive": form("OA"),
  "POST /api/clients/[id]/edit": form("OA"),
  "POST /api/clients/[id]/merge": form("OA"),
  "POST /api/clients/[id]/restore": form("OA"),
  "POST /api/contacts": form("OA"),
  "POST /api/contacts/[id]/delete": form("OA"),
  "POST /api/contacts/[id]/edit": form("OA"),
  "POST /api/contacts/[id]/grant": form("OA"),
  "POST /api/contacts/[id]/revoke": form("OA"),
  "POST /api/keys": form("OA"),
  "POST /api/keys/[id]/revoke": form("OA"),
  "POST /api/keys/[id]/rotate": form("OA"),
  "POST /api/keys/leaked": form("OA"),
  "POST /api/organization": form("OA"),
  "POST /api/organization/logo": form("OA"),
  "POST /api/organization/logo/removal": form("OA"),
  "POST /api/organization/reasons": form("OA"),
  "POST /api/people/[id]/access-end": form("OA"),
  "POST /api/people/[id]/assignments": form("OA"),
  "POST /api/people/[id]/disable": form("OA"),
  "POST /api/people/[id]/enable": form("OA"),
  "POST /api/people/[id]/remove": form("OA"),
  "POST /api/people/[id]/role": form("OA"),
  "POST /api/people/invitations": form("OA"),
  "POST /api/people/invitations/[id]/resend": form("OA"),
  "POST /api/people/invitations/[id]/revoke": form("OA"),
  // Sent empty it would take every right that can be taken.
  "POST /api/roles": form("O", undefined, () => ({
    form: { granted: "nobody nothing" },
  })),
  "GET /api/log/suggestions": json(everyone, "client", ({ clientSlug }) => ({
    query: { field: "verb", prefix: "", client: clientSlug },
  })),
  "POST /api/holds": form("OA"),
  "POST /api/holds/[id]/release": form("O", undefined, unknown),
  "POST /api/preferences": form(everyone),
  "POST /api/account/password": form(everyone),
  "POST /api/account/proof": form(everyone),
  "POST /api/account/recovery-codes": form(everyone),
  "POST /api/account/second-factor": form(everyone),
  "POST /api/invitations/accept": { ...open, asAlone: "N" },
  "POST /api/reset": { ...open, asAlone: "N" },
  "POST /api/reset/ask": { ...open, asAlone: "N" },
  "POST /api/sessions/report": form(everyone),
  "POST /api/sessions/revoke": form(everyone),
  "POST /api/sessions/revoke-others": form(everyone),
  "POST /api/settings/test-mail": form("O"),
  "POST /api/prunes": form("O"),
  "POST /api/retention": form("OA"),
  "POST /api/retention-proposals/[id]/approve": form("O", undefined, unknown),
  "POST /api/retention-proposals/[id]/withdraw": form("O", undefined, unknown),
  "POST /api/sign-in": { ...open, asAlone: "N" },
  "POST /api/sign-in/ask-link": { ...open, asAlone: "N" },
  "POST /api/sign-in/code": { ...json(""), asAlone: "N" },
  "POST /api/sign-in/enrol": { ...json(""), asAlone: "N" },
  "POST /api/sign-in/link": { ...open, asAlone: "N" },
  "POST /api/sign-out": { ...open, asAlone: "N" },
  "POST /api/theme": open,
  "POST /api/views": form(everyone),
  "POST /api/views/[id]": form(everyone, undefined, () => ({ params: { id: "view_0" } })),
  "POST /api/views/default": form(everyone),

  "GET /api/v1/audit-logs": api("KC"),
  "GET /api/v1/audit-logs/[id]": api("KC", "client", ofEntry),
  "GET /api/v1/audit-logs/[id]/proof": api("KC", "client", ofEntry),
  "GET /api/v1/audit-logs/stream": { ...api("KC"), isStream: true },
  "GET /api/v1/checkpoints/latest": open,
  "GET /api/v1/catalogue": api("IKC"),
  "GET /api/v1/integrity": api("KC"),
  "GET /api/v1/openapi.json": open,
  // Each key that asks it ends: the tests of keys do.
  "POST /api/v1/keys/revoke": { ...api("IKC"), asAlone: "N" },
  "POST /api/v1/events": api("IC", undefined, () => ({ data: { action: "a.walked" } })),
  "POST /api/v1/ingest/[source]": api("IC", undefined, () => ({
    params: { source: "github" },
    data: [],
  })),
};
