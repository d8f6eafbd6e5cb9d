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
};

/** Addresses only the page can make, as only it knows the view it shows. */
export type EntryLinks = {
  /** The list as it is, with this entry open over it. */
  details: (entry: Entry) => string;
  /** The list narrowed to these values. */
  only: (terms: Partial<Record<FieldName, string>>) => string;
};

export function nameOfClient(viewer: Viewer, client: string | null): string | null {
  return client === null ? null : (viewer.clientNames[client] ?? client);
}

/** Where focus returns to when the details of an entry close. */
export function rowIdOf(entryId: string): string {
  return `row-${entryId}`;
}
