import { createInvitation } from "@/lib/invitations/mutations";
import { draw, mailLink, makeMember, readMailedToken } from "../place";
import { anybody, api, json, open, type Prepare, type Row, signed } from "../row";

const fresh = "gelber Zug faehrt nachts";
const atTheDoor = (prepare: Prepare): Row => ({ ...open, prepare, changesFor: anybody });

const ofAddress: Prepare = async (_subject, place) => {
  return { form: { email: (await makeMember(place)).email } };
};

const repository = {
  action: "repo.create",
  actor: "octocat",
  actor_id: 1,
  org: "walk",
  repo: "walk/one",
  "@timestamp": 1_700_000_000_000,
};

/** Posts of who is not signed in yet, whoever it turns out to be, and of programs. */
export const doorRows: Record<string, Row> = {
  "POST /api/sign-in": atTheDoor(async (_subject, place) => {
    const { email } = await makeMember(place);
    return { form: { email, password: place.password, next: "/" } };
  }),
  "POST /api/sign-in/ask-link": atTheDoor(ofAddress),
  "POST /api/sign-in/link": atTheDoor(async (_subject, place) => {
    const token = await mailLink(place, await makeMember(place), "sign_in");
    return { form: { token, next: "/" } };
  }),
  "POST /api/reset/ask": atTheDoor(ofAddress),
  "POST /api/reset": atTheDoor(async (_subject, place) => {
    const token = await mailLink(place, await makeMember(place), "reset");
    return { form: { token, password: fresh } };
  }),
  "POST /api/invitations/accept": atTheDoor(async (_subject, place) => {
    const email = `${draw()}@${place.mailDomain}`;
    const invited = { email, name: "Ida", role: "technician" as const };
    await createInvitation(place.organization.ctx, invited);
    const token = await readMailedToken(place, email);
    return { form: { token, name: "Ida", password: fresh } };
  }),
  "POST /api/entries": json("OATR", "client", ({ entryId }) => ({
    data: { ids: [entryId], purpose: "export" },
  })),
  "POST /api/v1/keys/revoke": {
    ...api("IKC"),
    prepare: async (_subject, place) => ({ key: await place.makeKey() }),
  },
  "POST /api/v1/events": {
    ...api("IC", "client", ({ clientSlug }) => ({
      data: { action: "a.walked", client: clientSlug },
    })),
    saysUnassigned: true,
    saysOnPage: true,
  },
  "POST /api/v1/inbound/[id]": signed,
  "POST /api/v1/ingest/[source]": api("IC", undefined, () => ({
    params: { source: "github" },
    data: [repository],
  })),
};
