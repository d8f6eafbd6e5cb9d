import { handleStaffForm, type Place } from "@/lib/forms/handlers";
import {
  archiveClient,
  createClient,
  mergeClients,
  restoreClient,
  updateClient,
} from "./mutations";

const list = "/clients";
const why = ["reason", "ticket"];
const pageOf = ({ field }: Place) => `${list}/${encodeURIComponent(field("page"))}`;

function readReason({ optional }: Pick<Place, "optional">) {
  return { reason: optional("reason"), ticket: optional("ticket") };
}

export const handleCreateClient = handleStaffForm(
  { form: "client", page: "/clients/new", fields: ["name", "slug", "timeZone"] },
  async ({ ctx, field }) => {
    const name = field("name");
    const { slug } = await createClient(ctx, {
      name,
      slug: field("slug"),
      timeZone: field("timeZone"),
    });
    return { to: `${list}/${slug}`, notice: `Client ${name} created.` };
  },
);

export const handleUpdateClient = handleStaffForm(
  {
    form: "client",
    page: (place) => `${pageOf(place)}/edit`,
    fields: ["page", "name", "slug", "timeZone"],
  },
  async ({ ctx, field, params: { id = "" } }) => {
    const change = { name: field("name"), timeZone: field("timeZone") };
    const { slug } = await updateClient(ctx, { id, slug: field("slug"), ...change });
    return { to: `${list}/${slug}`, notice: "Saved." };
  },
);

export const handleArchiveClient = handleStaffForm(
  { form: "client-archive", page: pageOf, fields: ["page", "of", ...why] },
  async ({ ctx, params: { id = "" }, ...place }) => {
    const client = await archiveClient(ctx, { id, ...readReason(place) });
    return { to: `${list}/${client.slug}`, notice: `${client.name} is archived.` };
  },
);

export const handleRestoreClient = handleStaffForm(
  { page: pageOf, fields: ["page"] },
  async ({ ctx, params: { id = "" } }) => {
    const client = await restoreClient(ctx, { id });
    return { to: `${list}/${client.slug}`, notice: `${client.name} is active again.` };
  },
);

export const handleMergeClient = handleStaffForm(
  { form: "client-merge", page: pageOf, fields: ["page", "of", "intoSlug", ...why] },
  async ({ ctx, params: { id = "" }, ...place }) => {
    const { client, into } = await mergeClients(ctx, {
      id,
      intoSlug: place.field("intoSlug"),
      ...readReason(place),
    });
    return {
      to: `${list}/${client.slug}`,
      notice: `${client.name} goes on as ${into.name}.`,
    };
  },
);
