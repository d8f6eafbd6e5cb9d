import type { StaffRole } from "@/lib/access/policy";
import { createApiKey } from "@/lib/api-keys/mutations";
import { createInvitation } from "@/lib/invitations/mutations";
import { disableUser } from "@/lib/people/mutations";
import { draw, makeMember, type Place, setFactor } from "../place";
import { form, type Prepare, type Row } from "../row";

const staff = (prepare: Prepare) => form("OA", prepare, "organization");

function ofMember(fields: Record<string, string> = {}, role?: StaffRole): Prepare {
  return async (_subject, place) => {
    const { userId } = await makeMember(place, role);
    return { params: { id: userId }, form: fields };
  };
}

async function invite({ organization, mailDomain }: Place) {
  const email = `${draw()}@${mailDomain}`;
  const person = { email, name: "Ida", role: "auditor" as const };
  return { ...(await createInvitation(organization.ctx, person)), email };
}

const ofInvitation: Prepare = async (_subject, place) => {
  const { id } = await invite(place);
  return { params: { id }, form: { of: id } };
};

async function makeOtherKey({ organization }: Place) {
  const key = { name: "A key", clientSlug: null, expiresAt: null };
  return createApiKey(organization.ctx, { ...key, scopes: ["audit:read"] });
}

function ofKey(fields: Record<string, string> = {}): Prepare {
  return async (_subject, place) => {
    const { id } = await makeOtherKey(place);
    return { params: { id }, form: { of: id, ...fields } };
  };
}

/** Posts about people, their ways in, and keys. */
export const peopleRows: Record<string, Row> = {
  "POST /api/people/[id]/access-end": staff(ofMember({ expiresAt: "2099-01-01" })),
  "POST /api/people/[id]/assignments": staff(async ({ clientSlug }, place) => {
    const { userId } = await makeMember(place);
    return { params: { id: userId }, form: { clientSlugs: clientSlug } };
  }),
  "POST /api/people/[id]/disable": staff(ofMember()),
  "POST /api/people/[id]/enable": staff(async (_subject, place) => {
    const { userId } = await makeMember(place);
    await disableUser(place.organization.ctx, { userId });
    return { params: { id: userId } };
  }),
  "POST /api/people/[id]/remove": staff(ofMember()),
  "POST /api/people/[id]/role": staff(ofMember({ role: "auditor" })),
  "POST /api/people/[id]/second-factor": staff(async (_subject, place) => {
    const member = await makeMember(place);
    await setFactor(place, member, true);
    return { params: { id: member.userId }, form: { reason: "lost the phone" } };
  }),
  "POST /api/people/[id]/unlock": staff(ofMember()),
  "POST /api/people/invitations": form("OA", (_subject, { mailDomain }) => ({
    form: { email: `${draw()}@${mailDomain}`, name: "Ida", role: "auditor" },
  })),
  "POST /api/people/invitations/[id]/resend": {
    ...staff(ofInvitation),
    saysOnPage: true,
  },
  "POST /api/people/invitations/[id]/revoke": {
    ...staff(ofInvitation),
    saysOnPage: true,
  },
  "POST /api/keys": form("OA", () => ({ form: { name: "New", scopes: "audit:read" } })),
  "POST /api/keys/[id]/revoke": staff(ofKey()),
  "POST /api/keys/[id]/rotate": staff(ofKey({ overlap: "24" })),
  "POST /api/keys/leaked": {
    ...staff(async (_subject, place) => {
      return { form: { value: (await makeOtherKey(place)).key } };
    }),
    saysOnPage: true,
  },
};
