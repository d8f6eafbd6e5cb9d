import { sessionRoute } from "@/lib/access/handlers";
import { handleStaffForm, type Place } from "@/lib/forms/handlers";
import { logoBytesMax } from "@/lib/organizations/logo";
import type { PrivilegedAction } from "@/lib/reasons/model";
import { readInScope } from "@/lib/runtime/transaction";
import {
  deleteLogo,
  updateLogo,
  updateOrganization,
  updateReasonRule,
} from "./mutations";
import { findLogo } from "./queries";

const page = "/settings/organization";
const why = ["reason", "ticket"];

function readReason({ optional }: Place) {
  return { reason: optional("reason"), ticket: optional("ticket") };
}

export const handleOrganization = handleStaffForm(
  {
    form: "organization",
    page,
    fields: ["name", "timeZone", "brandLight", "brandDark", ...why],
  },
  async ({ ctx, ...place }) => {
    await updateOrganization(ctx, {
      name: place.field("name"),
      timeZone: place.field("timeZone"),
      brandLight: place.optional("brandLight"),
      brandDark: place.optional("brandDark"),
      ...readReason(place),
    });
    return { to: page, notice: "Saved." };
  },
);

export const handleLogo = handleStaffForm(
  { form: "logo", page, fields: ["logo", ...why], bytesMax: logoBytesMax * 4 },
  async ({ ctx, ...place }) => {
    const bytes = await place.file("logo")?.arrayBuffer();
    const content = new Uint8Array(bytes ?? new ArrayBuffer(0));
    await updateLogo(ctx, { content, ...readReason(place) });
    return { to: page, notice: "The logo was saved." };
  },
);

export const handleLogoRemoval = handleStaffForm(
  { form: "logo-removal", page, fields: ["of", ...why] },
  async ({ ctx, ...place }) => {
    await deleteLogo(ctx, readReason(place));
    return { to: page, notice: "The logo was removed." };
  },
);

export const handleReasonRule = handleStaffForm(
  { form: "reasons", page, fields: ["reasonActions", "asksForTicket", ...why] },
  async ({ ctx, ...place }) => {
    await updateReasonRule(ctx, {
      reasonActions: place.list("reasonActions") as PrivilegedAction[],
      asksForTicket: place.isChecked("asksForTicket"),
      ...readReason(place),
    });
    return { to: page, notice: "Saved." };
  },
);

/** The reader's own organization's logo: an image whatever it holds, never a page. */
export const handleLogoImage = sessionRoute(
  "catalogue:read",
  "/api/organization/logo",
  async ({ scope }) => {
    const logo = await readInScope(scope, (tx) => findLogo(tx, scope.organizationId));
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
  },
);
