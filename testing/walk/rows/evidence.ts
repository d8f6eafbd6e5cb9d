import { and, eq, sql } from "drizzle-orm";
import { evidencePacks } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import { policy } from "@/lib/access/policy";
import { type Choices, noChoices } from "@/lib/packs/model";
import { createPack, saveDraft } from "@/lib/packs/mutations";
import { addFinding, createPlan, createReview } from "@/lib/reviews/mutations";
import { inScope } from "@/lib/runtime/transaction";
import { actAs, makeMember, type Place } from "../place";
import { form, json, type Prepare, page, type Row } from "../row";

const choices: Choices = {
  ...noChoices,
  purpose: "access_review",
  period: "custom",
  from: "2026-01-01",
  to: "2099-12-31",
  sections: ["people-and-roles"],
};

/** A pack that no worker takes for a while. */
function ofPack(state: "queued" | "failed"): Prepare {
  return async (_subject, place) => {
    const owner = await actAsOwner(place);
    const held = { state, leasedUntil: sql`now() + interval '1 hour'` };
    for (;;) {
      await endWaiting(owner);
      const { id } = await createPack(owner, { choices, zone: "UTC" });
      const isWaiting = and(eq(evidencePacks.id, id), eq(evidencePacks.state, "queued"));
      const rows = await inScope({ ...owner.scope, clientId: null }, (tx) =>
        tx.update(evidencePacks).set(held).where(isWaiting).returning(),
      );
      if (rows.length > 0) return { params: { id }, form: {} };
    }
  };
}

/** Few packs wait at a time; those of earlier questions are over. */
function endWaiting({ scope }: Ctx) {
  return inScope({ ...scope, clientId: null }, (tx) =>
    tx
      .update(evidencePacks)
      .set({ state: "cancelled" })
      .where(
        and(
          eq(evidencePacks.organizationId, scope.organizationId),
          sql`state in ('queued', 'running')`,
        ),
      ),
  );
}

/** Who asks has gone through the wizard to its end. */
const withDraft: Prepare = async (_subject, place) => {
  const { asker } = place;
  if (asker && policy["packs:create"].roles.includes(asker.role)) {
    const { organization, ...somebody } = asker;
    const ctx = actAs({ ...place, organization }, somebody);
    await endWaiting(ctx);
    await saveDraft(ctx, { choices });
  }
  return { form: {} };
};

/** Another purpose than the draft's, so that what is sent changes it. */
const withOtherPurpose: Prepare = async (subject, place) => {
  await withDraft(subject, place);
  return { form: { step: "purpose", purpose: "gdpr" } };
};

const query = "range=all&action=user.*";

async function actAsOwner(place: Place) {
  return actAs(place, await makeMember(place, "owner"));
}

/** A review that is open, with one finding. */
function ofReview(sent: Record<string, string> = {}): Prepare {
  return async (_subject, place) => {
    const owner = await actAsOwner(place);
    const { id } = await createReview(owner, { name: "A review", query, zone: "UTC" });
    const finding = { weight: "note" as const, finding: "Explained", entryId: null };
    await addFinding(owner, { id, ...finding });
    return { params: { id }, form: sent };
  };
}

const ofPlan: Prepare = async (_subject, place) => {
  const plan = { name: "A plan", query, cadence: "month" as const };
  const { id } = await createPlan(await actAsOwner(place), {
    ...plan,
    startsOn: "2026-01-01",
  });
  return { params: { id }, form: {} };
};

/** What is made of entries: packs, reviews, and why something was done. */
export const evidenceRows: Record<string, Row> = {
  "GET /evidence": page("OAR"),
  "GET /evidence/new": page("OAR"),
  "GET /evidence/[id]": { ...page("OAR", "organization"), prepare: ofPack("queued") },
  "POST /api/evidence/draft": form("OAR", withOtherPurpose),
  "POST /api/evidence/packs": form("OAR", withDraft),
  "POST /api/evidence/packs/[id]/cancel": form("OAR", ofPack("queued"), "organization"),
  "POST /api/evidence/packs/[id]/rebuild": form("OAR", ofPack("failed"), "organization"),
  "POST /api/evidence/packs/[id]/next": form("OAR", ofPack("queued"), "organization"),
  "GET /api/evidence/packs/[id]/file": {
    ...json("OAR", "organization"),
    prepare: ofPack("queued"),
  },
  "POST /api/entries/[id]/explain": form(
    "OA",
    ({ entryId }) => ({ params: { id: entryId }, form: { reason: "Agreed by phone" } }),
    "organization",
  ),
  "GET /evidence/reviews": page("OAR"),
  "GET /evidence/reviews/new": page("OR"),
  "GET /evidence/reviews/plan": page("OR"),
  "GET /evidence/reviews/[id]": {
    ...page("OAR", "organization"),
    prepare: ofReview(),
  },
  "POST /api/reviews": form("OR", () => ({ form: { name: "A review", query } })),
  "POST /api/reviews/[id]/findings": form(
    "OR",
    ofReview({ weight: "minor", finding: "Not explained", entryId: "" }),
    "organization",
  ),
  "POST /api/reviews/[id]/sign": form(
    "OR",
    ofReview({ conclusion: "As it should be" }),
    "organization",
  ),
  "POST /api/reviews/[id]/discard": form("OR", ofReview(), "organization"),
  "POST /api/review-plans": form("OR", () => ({
    form: { name: "A plan", query, cadence: "year", startsOn: "2026-01-01" },
  })),
  "POST /api/review-plans/[id]/end": form("OR", ofPlan, "organization"),
};
