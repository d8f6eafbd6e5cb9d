import { archiveClient, createClient } from "@/lib/clients/mutations";
import { createContact, grantPortalAccess } from "@/lib/contacts/mutations";
import { draw, type Place } from "../place";
import { form, type Prepare, type Row } from "../row";

const staff = (prepare: Prepare) => form("OA", prepare, "organization");

async function makeClient({ organization }: Place) {
  return createClient(organization.ctx, { slug: `c-${draw()}`, name: "A client" });
}

/** A client of its own for each question: what is done to it is done for good. */
function ofNewClient(
  fields: (slug: string, place: Place) => Record<string, string>,
  before: (place: Place, id: string) => Promise<unknown> = async () => {},
): Prepare {
  return async (_subject, place) => {
    const { id, slug } = await makeClient(place);
    await before(place, id);
    return { params: { id }, form: { page: slug, ...fields(slug, place) } };
  };
}

function ofContact(fields: Record<string, string> = {}, isGranted = false): Prepare {
  return async ({ clientId, clientSlug }, { organization: { ctx }, mailDomain }) => {
    const { id } = await createContact(ctx, {
      clientId,
      name: "Sam",
      email: `${draw()}@${mailDomain}`,
      phone: null,
      jobTitle: null,
    });
    if (isGranted) await grantPortalAccess(ctx, { id });
    return { params: { id }, form: { page: clientSlug, ...fields } };
  };
}

/** Posts about clients and who may look from there. */
export const clientRows: Record<string, Row> = {
  "POST /api/clients": form("OA", () => ({
    form: { name: "New", slug: `n-${draw()}`, timeZone: "UTC" },
  })),
  "POST /api/clients/[id]/archive": staff(ofNewClient(() => ({}))),
  "POST /api/clients/[id]/edit": staff(
    ofNewClient((slug) => ({ name: "Another name", slug, timeZone: "UTC" })),
  ),
  "POST /api/clients/[id]/merge": staff(
    ofNewClient((_slug, { clientSlug }) => ({ intoSlug: clientSlug })),
  ),
  "POST /api/clients/[id]/restore": staff(
    ofNewClient(
      () => ({}),
      ({ organization }, id) => archiveClient(organization.ctx, { id }),
    ),
  ),
  "POST /api/contacts": staff(({ clientId, clientSlug }) => ({
    form: { page: clientSlug, clientId, name: "New" },
  })),
  "POST /api/contacts/[id]/delete": staff(ofContact()),
  "POST /api/contacts/[id]/edit": staff(ofContact({ name: "Another name" })),
  "POST /api/contacts/[id]/grant": staff(ofContact()),
  "POST /api/contacts/[id]/revoke": staff(ofContact({}, true)),
};
