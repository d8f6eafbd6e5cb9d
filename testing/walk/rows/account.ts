import { sql } from "drizzle-orm";
import { secondFactors } from "@/db/schema";
import { sendFeedback } from "@/lib/feedback/mutations";
import { inScope } from "@/lib/runtime/transaction";
import { findSecondFactor } from "@/lib/second-factor/queries";
import { insertSecret } from "@/lib/second-factor/sql";
import { createView } from "@/lib/views/mutations";
import { readCode } from "@/testing/authenticator";
import {
  actAs,
  findOwner,
  findStaffOwner,
  openAnotherSession,
  type Place,
  restorePassword,
  type Somebody,
  setFactor,
} from "../place";
import { everyone, form, json, open, type Prepare, type Row } from "../row";

const fresh = "gelber Zug faehrt nachts";

const ofSession: Prepare = async (_subject, place) => {
  const id = await openAnotherSession(place, await findOwner(place));
  return { form: { session: id.slice(0, 16) } };
};

const choices = {
  ...{ alert: "digest", export: "off", pack: "off", feed: "now", ticket: "now" },
  ...{ from: "", to: "" },
};

const told = { topic: "idea" as const, message: "An idea of the walk" };

const ofFeedback: Prepare = async (_subject, place) => {
  const { id } = await sendFeedback(actAs(place, await findStaffOwner(place)), told);
  return { params: { id } };
};

function ofView(fields: (id: string) => Record<string, string>): Prepare {
  return async (_subject, place) => {
    const owner = actAs(place, await findStaffOwner(place));
    const name = `View ${Date.now()} ${Math.random()}`;
    const { id } = await createView(owner, { name, query: "action=user.*" });
    return { params: { id }, form: fields(id) };
  };
}

/** An authenticator that waits for its first code, or that counts already. */
async function beginFactor(place: Place, person: Somebody, isConfirmed: boolean) {
  await setFactor(place, person, false);
  const { userId } = person;
  return inScope(place.organization.ctx.scope, async (tx) => {
    await insertSecret(tx, userId);
    const factor = await findSecondFactor(tx, userId);
    if (isConfirmed) {
      const confirmedAt = new Date();
      await tx
        .update(secondFactors)
        .set({ confirmedAt })
        .where(sql`user_id = ${userId}::uuid`);
    }
    return readCode(factor?.awaitedSecret ?? "");
  });
}

const withPassword =
  (fields: (place: Place) => Record<string, string>): Prepare =>
  async (_subject, place) => {
    if (place.asker) await restorePassword(place, place.asker);
    return { form: fields(place) };
  };

/** Posts about what is one's own. */
export const accountRows: Record<string, Row> = {
  "POST /api/notifications/read": {
    ...form(everyone, () => ({ form: {} })),
    changesFor: "",
  },
  "POST /api/notifications/choices": form(everyone, () => ({ form: choices })),
  "POST /api/feedback": form(everyone, () => ({ form: told })),
  "POST /api/feedback/[id]": form("O", ofFeedback, "organization"),
  "POST /api/account/password": form(
    everyone,
    withPassword(({ password }) => ({ current: password, password: fresh })),
  ),
  "POST /api/account/proof": form(
    everyone,
    withPassword(({ password }) => ({ password, next: "/" })),
  ),
  "POST /api/account/recovery-codes": form(everyone),
  "POST /api/account/second-factor": form(everyone, async (_subject, place) => {
    if (place.asker) await setFactor(place, place.asker, false);
    return {};
  }),
  // Owners and admins need theirs: they are told so.
  "POST /api/account/second-factor/removal": {
    ...form(everyone, async (_subject, place) => {
      if (place.asker) await setFactor(place, place.asker, true);
      return {};
    }),
    changesFor: "TR",
  },
  "POST /api/sign-in/code": {
    ...json(`${everyone}P`),
    prepare: async (_subject, place) => {
      const owner = await findOwner(place);
      return { form: { code: await beginFactor(place, owner, true), next: "/" } };
    },
    isHalfway: true,
  },
  "POST /api/sign-in/enrol": {
    ...json(`${everyone}P`),
    prepare: async (_subject, place) => {
      const owner = await findOwner(place);
      return { form: { code: await beginFactor(place, owner, false), at: "me" } };
    },
  },
  "POST /api/sign-out": { ...open, changesFor: "OATRSP" },
  "POST /api/organizations/switch": form(`${everyone}P`, (_subject, { second }) => ({
    form: { organization: second.organizationId },
  })),
  "POST /api/sessions/report": form(everyone, ofSession, "self"),
  "POST /api/sessions/revoke": form(everyone, ofSession, "self"),
  "POST /api/sessions/revoke-others": form(everyone, async (_subject, place) => {
    await openAnotherSession(place, await findOwner(place));
    return {};
  }),
  "POST /api/preferences": form(everyone, () => ({ form: { density: "compact" } })),
  "POST /api/theme": {
    ...open,
    ask: () => ({ form: { theme: "light", next: "/" } }),
    changesFor: "OATRS",
  },
  "POST /api/views": form(everyone, () => ({
    form: { name: `View ${Date.now()}`, query: "action=user.*" },
  })),
  "POST /api/views/[id]": form(
    everyone,
    ofView(() => ({ act: "rename", name: `Renamed ${Date.now()}` })),
    "self",
  ),
  "POST /api/views/default": form(
    everyone,
    ofView((id) => ({ id })),
    "self",
  ),
};
