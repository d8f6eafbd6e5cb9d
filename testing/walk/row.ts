import type { Place } from "./place";

/** Something of one client, to ask for; the walk has it of three owners. */
export type Subject = {
  clientSlug: string;
  clientId: string;
  entryId: string;
  ticketId: string;
  sessionId: string;
  actorId: string;
  incidentId: string;
  /** An erasure somebody asked for in its organization. */
  erasureId: string;
  /** A mail its organization keeps. */
  mailId: string;
  /** An alert at an entry of its client, and the rule that fired. */
  alertId: string;
  ruleId: string;
  /** Where its organization has alerts sent. */
  webhookId: string;
  /** Somebody of its organization. */
  memberId: string;
  /** Somebody at its client. */
  contactId: string;
};

export type Asked = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  form?: Record<string, string>;
  /** A form with a file. */
  multipart?: Record<string, string | { name: string; mimeType: string; buffer: Buffer }>;
  data?: unknown;
  /** Another key than the walk's own. */
  key?: string;
};

/** What is asked of a subject that stays. */
export type Ask = (subject: Subject) => Asked;
/** What is asked of something made for this one question, which it may use up. */
export type Prepare = (subject: Subject, place: Place) => Asked | Promise<Asked>;

export type Row = {
  /** Who asks: people in a browser, programs with a key, who signs the message, anybody. */
  door: "page" | "form" | "json" | "api" | "signed" | "public";
  /**
   * Who is let in, whatever lib/access/policy.ts says: Owner, Admin, Technician, Auditor,
   * Portal user; keys that Ingest, read (K), or do both for one Client.
   */
  allow: string;
  /** Whose a subject must be to be found: one's own, any client's, or the organization's. */
  reach?: "organization" | "client" | "self";
  /** They are told that the client is not theirs, rather than that it is not there. */
  saysUnassigned?: boolean;
  /** What is not theirs is told on the page, as a wrong name is, and changes nothing. */
  saysOnPage?: boolean;
  /** Asked in the middle of a sign-in: the password was right, the second factor is missing. */
  isHalfway?: boolean;
  /** The answer has no end: its head is what is looked at. */
  isStream?: boolean;
  /**
   * Of a post: for whom it changes something; without it for all who are let in. The walk
   * compares the database before and after, and for all others it stays as it was.
   */
  changesFor?: string;
  ask?: Ask;
  prepare?: Prepare;
};

export const everyone = "OATR";
export const anybody = "OATRSPIKCN";
export const ofClient: Ask = ({ clientSlug }) => ({ params: { slug: clientSlug } });
export const ofEntry: Ask = ({ entryId }) => ({ params: { id: entryId } });
export const ofErasure: Ask = ({ erasureId }) => ({ params: { id: erasureId } });
export const ofIncident: Ask = ({ incidentId }) => ({ params: { id: incidentId } });

export function page(allow: string, reach?: Row["reach"], ask?: Ask): Row {
  return { door: "page", allow, reach, ask };
}

/** Sent with everything that it needs to do what it is for. */
export function form(allow: string, prepare?: Prepare, reach?: Row["reach"]): Row {
  return { door: "form", allow, reach, prepare };
}

export function json(allow: string, reach?: Row["reach"], ask?: Ask): Row {
  return { door: "json", allow, reach, ask };
}

export function api(allow: string, reach?: Row["reach"], ask?: Ask): Row {
  return { door: "api", allow, reach, ask };
}

/** Nobody of the walk holds the secret. */
export const signed: Row = { door: "signed", allow: "" };
export const open: Row = { door: "public", allow: "" };
