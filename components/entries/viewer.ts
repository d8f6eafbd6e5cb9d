import type { Deletions } from "@/lib/entries/deletions";
import type { FieldName } from "@/lib/entries/fields";
import type { Entry } from "@/lib/entries/model";

/** Who reads: the server formats every time and name for them. */
export type Viewer = {
  zone: string;
  /** The server's clock when the page was made, in milliseconds. */
  now: number;
  /** What clients are called, by the slug an entry carries. */
  clientNames: Readonly<Record<string, string>>;
  /** Where the log was altered: what stands there is not what was recorded. */
  altered?: readonly { firstIdx: number | null; lastIdx: number | null }[];
  /** Clients' own zones by slug, and whether the reader wants each entry in its client's. */
  clientZones?: Readonly<Record<string, string>>;
  inClientZone?: boolean;
  /** Which records of this list were deleted, and when. */
  deletions?: Deletions;
};

/** Addresses only the page can make, as only it knows the view it shows. */
export type EntryLinks = {
  /** The list as it is, with this entry open over it. */
  details: (entry: Pick<Entry, "id">) => string;
  /** The list narrowed to these values. */
  only: (terms: Partial<Record<FieldName, string>>) => string;
  /** The list without these values. */
  exclude: (terms: Partial<Record<FieldName, string>>) => string;
};

export function nameOfClient(
  viewer: Pick<Viewer, "clientNames">,
  client: string | null,
): string | null {
  return client === null ? null : (viewer.clientNames[client] ?? client);
}

/** The zone to tell an entry's time in. */
export function zoneOf(viewer: Viewer, client: string | null | undefined): string {
  return viewer.inClientZone ? noteZoneOf(viewer, client) : viewer.zone;
}

/** A note goes into the client's ticket, so it tells the client's time. */
export function noteZoneOf(viewer: Viewer, client: string | null | undefined): string {
  return (client ? viewer.clientZones?.[client] : undefined) ?? viewer.zone;
}

/** Where focus returns to when the details of an entry close. */
export function rowIdOf(entryId: string): string {
  return `row-${entryId}`;
}
