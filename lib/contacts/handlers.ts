import { handleStaffForm, type Place } from "@/lib/forms/handlers";
import {
  createContact,
  deleteContact,
  grantPortalAccess,
  revokePortalAccess,
  updateContact,
} from "./mutations";

const fields = ["page", "name", "email", "phone", "jobTitle"];
const pageOf = ({ field }: Place) =>
  `/clients/${encodeURIComponent(field("page"))}/contacts`;

function readContact({ field, optional }: Pick<Place, "field" | "optional">) {
  return {
    name: field("name"),
    email: optional("email"),
    phone: optional("phone"),
    jobTitle: optional("jobTitle"),
  };
}

export const handleCreateContact = handleStaffForm(
  {
    form: "contact",
    page: (place) => `${pageOf(place)}/new`,
    fields: [...fields, "clientId"],
  },
  async ({ ctx, ...place }) => {
    const clientId = place.field("clientId");
    const { name } = await createContact(ctx, { clientId, ...readContact(place) });
    return { to: pageOf(place), notice: `Contact ${name} created.` };
  },
);

export const handleUpdateContact = handleStaffForm(
  {
    form: "contact",
    page: (place) => `${pageOf(place)}/${place.params.id}`,
    fields,
  },
  async ({ ctx, ...place }) => {
    const id = place.params.id ?? "";
    await updateContact(ctx, { id, ...readContact(place) });
    return { to: pageOf(place), notice: "Saved." };
  },
);

export const handleDeleteContact = handleStaffForm(
  { form: "contact-delete", page: pageOf, fields: ["page", "of"] },
  async ({ ctx, ...place }) => {
    const { name } = await deleteContact(ctx, { id: place.params.id ?? "" });
    return { to: pageOf(place), notice: `${name} was deleted. Their entries stay.` };
  },
);

export const handleGrantPortal = handleStaffForm(
  {
    form: "portal-grant",
    page: pageOf,
    fields: ["page", "of", "reason", "ticket"],
  },
  async ({ ctx, ...place }) => {
    const { name } = await grantPortalAccess(ctx, {
      id: place.params.id ?? "",
      reason: place.optional("reason"),
      ticket: place.optional("ticket"),
    });
    return { to: pageOf(place), notice: `${name} may look into the portal.` };
  },
);

export const handleRevokePortal = handleStaffForm(
  { form: "portal-revoke", page: pageOf, fields: ["page", "of"] },
  async ({ ctx, ...place }) => {
    const { name } = await revokePortalAccess(ctx, { id: place.params.id ?? "" });
    return { to: pageOf(place), notice: `${name} may no longer look into the portal.` };
  },
);
