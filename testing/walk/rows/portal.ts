import { updateClientLogo } from "@/lib/portal/mutations";
import { requestPortalExport } from "@/lib/portal-exports/mutations";
import { actingAs } from "@/testing/acting";
import { makePng } from "@/testing/picture";
import { draw } from "../place";
import { form, json, ofClient, ofEntry, type Prepare, page, type Row } from "../row";

const logo = {
  name: "logo.png",
  mimeType: "image/png",
  buffer: Buffer.from(makePng(64, 64)),
};

/** One's own, which no worker has written yet; to others it is not there. */
const ofPortalExport: Prepare = async (_subject, place) => {
  const { asker, isOwn, organization, clientId } = place;
  const isTheirs = isOwn && asker?.role === "portal";
  const userId = isTheirs ? asker.userId : undefined;
  const reader = actingAs(organization, "portal", { userId, clientId });
  const { id } = await requestPortalExport(reader, {
    format: "json",
    query: `range=all&q=${draw()}`,
  });
  return { params: { id } };
};

/** What a client's own people see, and what its MSP chose of that. */
export const portalRows: Record<string, Row> = {
  "GET /portal": page("P"),
  "GET /portal/[id]": page("P", "client", ofEntry),
  "GET /portal/exports": page("P"),
  "GET /portal/verify": page("P"),
  "POST /api/portal/exports": form("P", () => ({
    form: { format: "json", query: "range=all" },
  })),
  "GET /api/portal/exports/[id]/file": {
    ...json("P", "self"),
    prepare: ofPortalExport,
  },
  "GET /api/portal/bundle": json("P", "client", ({ entryId }) => ({
    query: { entry: entryId },
  })),
  "GET /api/portal/logo": json("P"),
  "GET /api/portal/head": json("P"),
  // A head that was never signed raises no alarm.
  "POST /api/portal/head": {
    ...json("P", undefined, () => ({ data: { head: "custody-head/v1" } })),
    changesFor: "",
  },

  "GET /clients/[slug]/portal": {
    ...page("OATR", "client", ofClient),
    saysUnassigned: true,
  },
  "GET /clients/[slug]/preview": {
    ...page("OA", "client", ofClient),
    saysUnassigned: true,
  },
  "GET /clients/[slug]/preview/[id]": page(
    "OA",
    "organization",
    ({ clientSlug, entryId }) => ({ params: { slug: clientSlug, id: entryId } }),
  ),
  "GET /api/clients/[id]/portal-logo": json("OATR", "client", ({ clientId }) => ({
    params: { id: clientId },
  })),
  "POST /api/clients/[id]/portal": form(
    "OA",
    ({ clientId, clientSlug }) => ({
      params: { id: clientId },
      form: { page: clientSlug, staffNames: "first", displayName: `D ${Date.now()}` },
    }),
    "organization",
  ),
  "POST /api/clients/[id]/portal-logo": form(
    "OA",
    ({ clientId, clientSlug }) => ({
      params: { id: clientId },
      multipart: { page: clientSlug, logo },
    }),
    "organization",
  ),
  "POST /api/clients/[id]/portal-logo/removal": form(
    "OA",
    async ({ clientId, clientSlug }, { organization }) => {
      const content = new Uint8Array(makePng(32, 32));
      await updateClientLogo(organization.ctx, { id: clientId, content });
      return { params: { id: clientId }, form: { page: clientSlug } };
    },
    "organization",
  ),
};
