import type { Client } from "./cast";
import { nameOf } from "./names";

export type Contact = {
  id: string;
  name: string;
  email: string;
  phone: string;
  title: string;
  hasPortal: boolean;
  isGone: boolean;
};

export const titles = [
  "Office manager",
  "Receptionist",
  "Finance lead",
  "Operations manager",
  "Director",
  "Coordinator",
  "Analyst",
  "Site supervisor",
] as const;

export const contactsPerClientMax = 380;

export function listContacts(client: Client): Contact[] {
  return Array.from({ length: client.contactCount }, (_, at) => contactAt(client, at));
}

/** Everything follows from the number, so a contact is the same wherever it is met. */
export function contactAt(client: Client, at: number): Contact {
  const number = client.firstContact + at;
  const { first, last } = nameOf(number);
  return {
    id: `con_${client.slug}_${at + 1}`,
    name: `${first} ${last}`,
    email: `${first}.${last}@${client.domain}`.toLowerCase(),
    phone: phoneOf(number),
    title: titles[number % titles.length] ?? titles[0],
    hasPortal: number % portalEvery === 0,
    isGone: false,
  };
}

/** Numbers of the range that Ofcom keeps for drama. */
export function phoneOf(number: number): string {
  return `+44 20 7946 0${String(number % 1000).padStart(3, "0")}`;
}

const portalEvery = 9;
