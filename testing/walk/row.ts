/** Something of one client, to ask for; the walk has it of three owners. */
export type Subject = {
  clientSlug: string;
  clientId: string;
  entryId: string;
  ticketId: string;
  sessionId: string;
  actorId: string;
  incidentId: string;
  erasureId: string;
  /** A mail its organization keeps. */
  mailId: string;
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

export const everyone = "OATR";
export const ofClient = ({ clientSlug }: Subject): Asked => ({
  params: { slug: clientSlug },
});
export const ofEntry = ({ entryId }: Subject): Asked => ({ params: { id: entryId } });
export const ofErasure = ({ erasureId }: Subject): Asked => ({
  params: { id: erasureId },
});
export const ofIncident = ({ incidentId }: Subject): Asked => ({
  params: { id: incidentId },
});

export const ofIncidentWithReason = (subject: Subject): Asked => ({
  ...ofIncident(subject),
  form: { reason: "closed by the walk, to see who may" },
});

export function page(allow: string, reach?: Row["reach"], ask?: Row["ask"]): Row {
  return { door: "page", allow, reach, ask };
}

/** Without `ask` the form is sent empty: who is let in is told what is wrong with it. */
export function form(allow: string, reach?: Row["reach"], ask?: Row["ask"]): Row {
  return { door: "form", allow, reach, ask };
}

export function json(allow: string, reach?: Row["reach"], ask?: Row["ask"]): Row {
  return { door: "json", allow, reach, ask };
}

export function api(allow: string, reach?: Row["reach"], ask?: Row["ask"]): Row {
  return { door: "api", allow, reach, ask };
}

/** Not even the shape of an id: who is let in is told so. */
export const unknown = () => ({ params: { id: "none" } });

export const open: Row = { door: "public", allow: "" };

/** Several forms that let in alike, and are sent by the same. */
export const forms = (row: Row, names: string[]) =>
  Object.fromEntries(names.map((name) => [`POST /api/${name}`, row]));
export const atTheDoor: Row = { ...open, asAlone: "N" };
