import {
  archiveClient,
  createClient,
  restoreClient,
  updateClient,
} from "@/lib/clients/mutations";
import {
  createContact,
  deleteContact,
  grantPortalAccess,
  revokePortalAccess,
  updateContact,
} from "@/lib/contacts/mutations";
import type { Cast, Day } from "./recorder";
import { expected } from "./told";

export type ClientIds = { acme: string; globex: string };

export const clock = "Europe/London";

/** Makes two clients, changes one, archives and restores the other; answers their ids. */
export async function changeClients(
  day: Day,
  { olivia, adam }: Cast,
): Promise<ClientIds> {
  const { ctx } = olivia;
  const make = (slug: string, name: string) =>
    day.step(
      createClient(ctx, { slug, name, timeZone: clock }),
      expected("Custody", "log.stream_created", `stream ${name}`, { client: slug }),
      expected("Olivia", "client.created", `client ${name}`, {
        client: slug,
        changes: [
          `name: ∅ → "${name}"`,
          `slug: ∅ → "${slug}"`,
          `time_zone: ∅ → "${clock}"`,
        ],
      }),
    );
  const acme = (await make("acme", "Acme")).id;
  const globex = (await make("globex", "Globex")).id;
  await day.step(
    updateClient(adam.ctx, {
      id: acme,
      slug: "acme",
      name: "Acme Dental",
      timeZone: clock,
    }),
    expected("Adam", "client.updated", "client Acme Dental", {
      client: "acme",
      changes: ['name: "Acme" → "Acme Dental"'],
    }),
  );
  const turn = (action: string, before: boolean, reason: string | null) =>
    expected("Adam", action, "client Globex", {
      client: "globex",
      changes: [`archived: ${before} → ${!before}`],
      reason,
    });
  const why = { reason: "left us" };
  await day.step(
    archiveClient(adam.ctx, { id: globex, ...why }),
    turn("client.archived", false, "left us"),
  );
  await day.step(
    restoreClient(adam.ctx, { id: globex }),
    turn("client.restored", true, null),
  );
  return { acme, globex };
}

export async function changeContacts(
  day: Day,
  { adam }: Cast,
  acme: string,
): Promise<void> {
  const { ctx } = adam;
  const details = { email: "sam@acme.example", phone: null, jobTitle: null };
  const contact = (action: string, name: string, changes: string[]) =>
    expected("Adam", action, `contact ${name}`, { client: "acme", changes });
  const { id } = await day.step(
    createContact(ctx, { clientId: acme, name: "Sam Reed", ...details }),
    contact("contact.created", "Sam Reed", [
      'email: ∅ → "sam@acme.example"',
      "job_title: ∅ → null",
      'name: ∅ → "Sam Reed"',
      "phone: ∅ → null",
    ]),
  );
  await day.step(
    updateContact(ctx, { id, name: "Sam Read", ...details }),
    contact("contact.updated", "Sam Read", ['name: "Sam Reed" → "Sam Read"']),
  );
  await day.step(
    grantPortalAccess(ctx, { id }),
    contact("contact.portal_access_granted", "Sam Read", ["portal_access: false → true"]),
  );
  await day.step(
    revokePortalAccess(ctx, { id }),
    contact("contact.portal_access_revoked", "Sam Read", ["portal_access: true → false"]),
  );
  await day.step(
    deleteContact(ctx, { id }),
    contact("contact.deleted", "Sam Read", [
      'email: "sam@acme.example" → ∅',
      "job_title: null → ∅",
      'name: "Sam Read" → ∅',
      "phone: null → ∅",
      "portal_access: false → ∅",
    ]),
  );
}
