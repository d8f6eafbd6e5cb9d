import type { JsonValue } from "@/lib/proof/json-value";

/** Whose fields: by id what they did or what was done to them, by the texts anything else. */
export type Subject = {
  personId: string | null;
  email: string | null;
  name: string | null;
  /** Addresses that are theirs. */
  addresses: string[];
  /** Other spellings, former names, telephone numbers. */
  also: string[];
  /** Also where they acted from: the address and browser of all they did. */
  withOrigins: boolean;
};

export const bases = {
  purpose_ended: "GDPR Art. 17(1)(a): no longer necessary for its purpose",
  consent_withdrawn: "GDPR Art. 17(1)(b): consent withdrawn",
  objection: "GDPR Art. 17(1)(c): objection",
  unlawful: "GDPR Art. 17(1)(d): unlawfully processed",
  obligation: "GDPR Art. 17(1)(e): a legal obligation to erase",
  child: "GDPR Art. 17(1)(f): data of a child",
  other: "Another legal ground, named in the reason",
} as const;
export type BasisName = keyof typeof bases;

/** An entry that names the person, and the slots whose values would go. */
export type Found = { idx: number; clientId: string | null; slots: number[] };

export const fieldGroups = ["actor", "target", "origin", "details", "changes"] as const;
export type FieldGroup = (typeof fieldGroups)[number];

const groupOfSlot: Record<number, FieldGroup> = {
  2: "actor",
  4: "target",
  5: "origin",
  7: "details",
};

export const groupWords: Record<FieldGroup, string> = {
  actor: "Name, e-mail address and role of who did it",
  target: "Name of what it was done to",
  origin: "IP address and browser",
  details: "Reason, request, response and metadata",
  changes: "Changed fields, before and after",
};

export function groupOf(slot: number): FieldGroup {
  return groupOfSlot[slot] ?? "changes";
}

export type Summary = {
  entryCount: number;
  fieldCount: number;
  groups: { group: FieldGroup; count: number }[];
  clients: { clientId: string | null; count: number }[];
};

export function summarize(found: readonly Found[]): Summary {
  const groups = new Map<FieldGroup, number>();
  const clients = new Map<string | null, number>();
  for (const { clientId, slots } of found) {
    clients.set(clientId, (clients.get(clientId) ?? 0) + 1);
    for (const slot of slots) {
      groups.set(groupOf(slot), (groups.get(groupOf(slot)) ?? 0) + 1);
    }
  }
  return {
    entryCount: found.length,
    fieldCount: found.reduce((sum, { slots }) => sum + slots.length, 0),
    groups: fieldGroups.flatMap((group) => {
      const count = groups.get(group) ?? 0;
      return count === 0 ? [] : [{ group, count }];
    }),
    clients: [...clients]
      .map(([clientId, count]) => ({ clientId, count }))
      .sort((left, right) => right.count - left.count),
  };
}

/** What the subject of an erasure was written as, until it is over. */
export function formatSubject(subject: Subject): string {
  return JSON.stringify(subject);
}

export function parseSubject(text: string): Subject {
  return JSON.parse(text) as Subject & JsonValue;
}
