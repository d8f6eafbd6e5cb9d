import { z } from "zod";
import { sessionRoute } from "@/lib/access/handlers";
import type { Scope } from "@/lib/access/model";
import { findClientById } from "@/lib/clients/queries";
import { handleStaffForm, type Place } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { logoBytesMax } from "@/lib/organizations/logo";
import { readInScope } from "@/lib/runtime/transaction";
import { findLogo } from "@/lib/settings/queries";
import type { StaffNames } from "./choices";
import { deleteClientLogo, updateClientLogo, updatePortal } from "./mutations";
import { findClientLogo } from "./queries";

const pageOf = ({ field }: Place) =>
  `/clients/${encodeURIComponent(field("page"))}/portal`;

export const handlePortal = handleStaffForm(
  {
    form: "portal",
    page: pageOf,
    fields: [
      ...["page", "staffNames", "shows", "hiddenCategories"],
      ...["displayName", "brandLight", "brandDark"],
    ],
  },
  async ({ ctx, ...place }) => {
    const { field, list, optional, params } = place;
    const shows = list("shows");
    await updatePortal(ctx, {
      id: params.id ?? "",
      staffNames: field("staffNames") as StaffNames,
      showsAddresses: shows.includes("addresses"),
      showsNotes: shows.includes("notes"),
      hiddenCategories: list("hiddenCategories"),
      displayName: optional("displayName"),
      brandLight: optional("brandLight"),
      brandDark: optional("brandDark"),
    });
    return { to: pageOf(place), notice: "Saved. It holds from the next page on." };
  },
);

export const handleClientLogo = handleStaffForm(
  {
    form: "client-logo",
    page: pageOf,
    fields: ["page", "logo"],
    bytesMax: logoBytesMax * 4,
  },
  async ({ ctx, ...place }) => {
    const bytes = await place.file("logo")?.arrayBuffer();
    const content = new Uint8Array(bytes ?? new ArrayBuffer(0));
    await updateClientLogo(ctx, { id: place.params.id ?? "", content });
    return { to: pageOf(place), notice: "The logo was saved." };
  },
);

export const handleClientLogoRemoval = handleStaffForm(
  { form: "client-logo-removal", page: pageOf, fields: ["page", "of"] },
  async ({ ctx, ...place }) => {
    await deleteClientLogo(ctx, { id: place.params.id ?? "" });
    return { to: pageOf(place), notice: "The logo was removed." };
  },
);

const isId = (text: string) => z.uuid().safeParse(text).success;

/** For staff, who set it up. */
export const handleClientLogoImage = sessionRoute(
  "portal:read",
  "/api/clients/{id}/portal-logo",
  async ({ scope }, _request, { id = "" }) => {
    const isTheirs = scope.own === null || scope.own.clientIds.includes(id);
    const client =
      isTheirs && isId(id)
        ? await readInScope(scope, (tx) => findClientById(tx, id))
        : null;
    if (!client) throw new AppError("resource.not_found");
    return answerLogo(scope, client.id);
  },
);

/** For the portal's own reader; without one of the client's it is the organization's. */
export const handlePortalLogo = sessionRoute(
  "portal:audit_log.read",
  "/api/portal/logo",
  ({ scope }) => answerLogo(scope, scope.clientId ?? ""),
);

async function answerLogo(scope: Scope, clientId: string): Promise<Response> {
  const { organizationId } = scope;
  const logo = await readInScope(
    scope,
    async (tx) =>
      (await findClientLogo(tx, organizationId, clientId)) ??
      (await findLogo(tx, organizationId)),
  );
  if (!logo) return new Response(null, { status: 204 });
  return new Response(new Uint8Array(logo.content), {
    headers: {
      "content-type": logo.mediaType,
      "content-disposition": "inline",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-cache",
      etag: `"${logo.digest}"`,
    },
  });
}
