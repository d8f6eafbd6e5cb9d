import type { Role } from "@/lib/access/policy";
import { type ClientProfile, clientProfiles } from "./client-profiles";
import { Random } from "./random";
import { type StaffProfile, staffProfiles } from "./staff-profiles";

export type Staff = StaffProfile & { id: string; email: string; role: Role };

export type Client = ClientProfile & {
  id: string;
  /** Where its contacts' numbers begin: no two clients share one. */
  firstContact: number;
};

/** Somebody at the first client, who looks into its portal. */
export type PortalReader = {
  contactId: string;
  userId: string;
  clientId: string;
  name: string;
  email: string;
};

export type Cast = {
  organizationId: string;
  slug: string;
  name: string;
  timeZone: string;
  staff: Staff[];
  clients: Client[];
  portalReader: PortalReader;
};

export const demoTimeZone = "Europe/London";
const contactNumbersPerClient = 400;
const portalReaderName = "Sam Reed";

/** Who plays: the same people and clients, with other ids in every organization. */
export function createCast(options: { seed: number; slug: string; name: string }): Cast {
  const { seed, slug, name } = options;
  const random = new Random(`cast/${slug}/${seed}`);
  const cast = {
    organizationId: random.uuid(),
    slug,
    name,
    timeZone: demoTimeZone,
    staff: staffProfiles.map((profile) => ({
      ...profile,
      id: random.uuid(),
      email: emailOf(profile, slug),
    })),
    clients: clientProfiles.map((profile, at) => ({
      ...profile,
      id: random.uuid(),
      firstContact: at * contactNumbersPerClient,
    })),
  };
  const [client] = cast.clients;
  if (!client) throw new Error("the cast has no client");
  const portalReader = {
    contactId: random.uuid(),
    userId: random.uuid(),
    clientId: client.id,
    name: portalReaderName,
    email: `sam.reed@${client.slug}.${slug}.example`,
  };
  return { ...cast, portalReader };
}

/** The staff who can sign in at the end of the story: what a launcher prints. */
export function listDemoSignIns(
  slug: string,
): { email: string; name: string; role: Role }[] {
  return staffProfiles
    .filter(({ leftDaysBeforeEnd }) => leftDaysBeforeEnd === null)
    .map((profile) => ({
      email: emailOf(profile, slug),
      name: profile.name,
      role: profile.role,
    }));
}

/** Addresses are unique across organizations, so each demo has a domain of its own. */
function emailOf({ name }: StaffProfile, slug: string): string {
  const [first = ""] = name.toLowerCase().split(" ");
  return `${first}@${slug}.example`;
}

export function findStaff(cast: Cast, key: StaffProfile["key"]): Staff {
  const found = cast.staff.find((person) => person.key === key);
  if (!found) throw new Error(`the cast has no ${key}`);
  return found;
}

export function findDemoClient(cast: Cast, slug: string): Client {
  const found = cast.clients.find((client) => client.slug === slug);
  if (!found) throw new Error(`the cast has no client ${slug}`);
  return found;
}
