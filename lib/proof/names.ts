/**
 * Guarantees: organizations and streams are named in exactly one way, and a name tells
 * its slot, so one signed root cannot hold two heads for a name (docs/format.md, sections
 * 1, 4).
 * Does not: know which client a slot stands for; entry 0 of the stream says that.
 */
import { FormatError } from "./format-error";

const organizationPattern = /^(.+)\/o\/(0|[1-9]\d*)$/u;
const streamPattern = /^(.+)\/c\/(0|[1-9]\d*)$/u;
const notInName = /[\p{White_Space}\p{Cc}\p{Cs}+]/u;

export type OrganizationName = { origin: string; slot: number };
export type StreamName = { organization: string; slot: number };

/**
 * isKeyName tells whether a text may name a log or a key (C2SP signed-note): not empty,
 * no space, no plus, and here no control character either.
 */
export function isKeyName(name: string): boolean {
  return name !== "" && !notInName.test(name);
}

/**
 * formatOrganizationName names an organization. Throws when a part may not stand in it.
 */
export function formatOrganizationName(origin: string, slot: number): string {
  if (!isKeyName(origin)) throw new RangeError("not an origin");
  return `${origin}/o/${checkedSlot(slot)}`;
}

/** parseOrganizationName reads what formatOrganizationName writes. Throws FormatError. */
export function parseOrganizationName(name: string): OrganizationName {
  const [origin, slot] = splitName(name, organizationPattern);
  if (!isKeyName(origin)) throw new FormatError("not the name of an organization");
  return { origin, slot };
}

/** formatStreamName names a stream. Throws when a part may not stand in it. */
export function formatStreamName(organizationName: string, slot: number): string {
  parseOrganizationName(organizationName);
  return `${organizationName}/c/${checkedSlot(slot)}`;
}

/** parseStreamName reads what formatStreamName writes. Throws FormatError. */
export function parseStreamName(name: string): StreamName {
  const [organization, slot] = splitName(name, streamPattern);
  parseOrganizationName(organization);
  return { organization, slot };
}

function splitName(name: string, pattern: RegExp): [string, number] {
  const [, parent = "", digits = ""] = pattern.exec(name) ?? [];
  const slot = Number(digits);
  if (parent === "" || !Number.isSafeInteger(slot)) {
    throw new FormatError("not a name with a slot");
  }
  return [parent, slot];
}

function checkedSlot(slot: number): number {
  if (!Number.isSafeInteger(slot) || slot < 0) throw new RangeError("not a slot");
  return slot;
}
