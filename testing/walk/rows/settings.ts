import { sql } from "drizzle-orm";
import { createClient } from "@/lib/clients/mutations";
import { requestErasure } from "@/lib/erasures/mutations";
import { setHold } from "@/lib/holds/mutations";
import { changeRetention } from "@/lib/retention/mutations";
import { inScope } from "@/lib/runtime/transaction";
import { updateLogo } from "@/lib/settings/mutations";
import { createProvider } from "@/lib/single-sign-on/mutations";
import { nobody } from "@/testing/erasing";
import { makePng } from "@/testing/picture";
import { actAs, draw, makeMember, type Place } from "../place";
import { form, type Prepare, type Row } from "../row";

const reason = "asked by the walk, to see who may";

async function actAsOwner(place: Place) {
  return actAs(place, await makeMember(place, "owner"));
}

/** Of a client of its own: one proposal is open for a client at a time. */
const ofProposal: Prepare = async (_subject, place) => {
  const slug = `p-${draw()}`;
  await createClient(place.organization.ctx, { slug, name: "A client" });
  const change = { clientSlug: slug, retentionDays: 90, reason };
  await changeRetention(await actAsOwner(place), change);
  return { params: { id: await findProposalId(place, slug) } };
};

async function findProposalId({ organization }: Place, slug: string): Promise<string> {
  return inScope(organization.ctx.scope, async (tx) => {
    const [row] = await tx.execute<{ id: string }>(sql`
      select p.id from custody.retention_proposals p
      join custody.clients c on c.organization_id = p.organization_id and c.id = p.client_id
      where c.slug = ${slug}`);
    return row?.id ?? "";
  });
}

const ofErasure: Prepare = async ({ actorId }, place) => {
  const asked = { ...nobody, personId: actorId, basis: "objection" as const, reason };
  return { params: await requestErasure(await actAsOwner(place), asked) };
};

/** Posts that say how an organization works, how long it keeps, and who vouches for people. */
export const settingsRows: Record<string, Row> = {
  "POST /api/organization": form("OA", () => ({
    form: { name: `Organization ${draw()}`, timeZone: "UTC" },
  })),
  "POST /api/organization/logo": form("OA", () => ({
    multipart: {
      logo: {
        name: "logo.png",
        mimeType: "image/png",
        buffer: Buffer.from(makePng(64, 64)),
      },
    },
  })),
  "POST /api/organization/logo/removal": form(
    "OA",
    async (_subject, { organization }) => {
      await updateLogo(organization.ctx, { content: makePng(32, 32) });
      return { form: {} };
    },
  ),
  "POST /api/organization/reasons": form("OA", () => ({
    form: { reasonActions: "contact.portal_access_granted" },
  })),
  "POST /api/roles": form("O", () => ({ form: { granted: "technician log:verify" } })),
  "POST /api/settings/security": form("O", () => ({ form: { sessionHours: "13" } })),
  "POST /api/settings/test-mail": form("O"),
  "POST /api/settings/head-mails": form("O", () => ({ form: { sendsHeads: "on" } })),
  "POST /api/settings/providers": form("O", () => ({
    form: {
      name: "Entra",
      issuer: "https://login.example.com",
      clientId: "custody",
      clientSecret: "a secret of ours",
    },
  })),
  "POST /api/settings/providers/remove": form(
    "O",
    async (_subject, place) => {
      const { id } = await createProvider(await actAsOwner(place), {
        name: "Google",
        issuer: "https://accounts.example.com",
        clientId: "custody",
        clientSecret: "a secret of ours",
        isSecondFactor: false,
      });
      return { form: { id } };
    },
    "organization",
  ),
  "POST /api/holds": {
    ...form("OA", ({ clientSlug }) => ({ form: { clientSlug, reason } }), "organization"),
    saysOnPage: true,
  },
  "POST /api/holds/[id]/release": form(
    "O",
    async ({ clientSlug }, place) => {
      const { id } = await setHold(await actAsOwner(place), { clientSlug, reason });
      return { params: { id }, form: { reason } };
    },
    "organization",
  ),
  "POST /api/erasures": {
    ...form(
      "O",
      ({ actorId }) => ({ form: { personId: actorId, basis: "objection", reason } }),
      "organization",
    ),
    saysOnPage: true,
  },
  "POST /api/erasures/[id]/approve": form("O", ofErasure, "organization"),
  "POST /api/erasures/[id]/withdraw": form("O", ofErasure, "organization"),
  // Nothing is due in a log that began with the walk: lib/pruning tests what is.
  "POST /api/prunes": {
    ...form("O", () => ({ form: { reason, expectedCount: "0" } })),
    changesFor: "",
  },
  "POST /api/retention": {
    ...form(
      "OA",
      ({ clientSlug }) => ({ form: { clientSlug, retentionDays: "2555", reason } }),
      "organization",
    ),
    saysOnPage: true,
  },
  "POST /api/retention-proposals/[id]/approve": form("O", ofProposal, "organization"),
  "POST /api/retention-proposals/[id]/withdraw": form("O", ofProposal, "organization"),
  "POST /api/integrity/incidents/[id]/close": form(
    "OA",
    async (_subject, place) => ({
      params: { id: await place.raiseIncident() },
      form: { reason },
    }),
    "organization",
  ),
  "POST /api/integrity/incidents/[id]/notify": form(
    "OA",
    async (_subject, place) => ({ params: { id: await place.raiseIncident() } }),
    "organization",
  ),
  "POST /api/integrity/verify": form("OAR"),
};
