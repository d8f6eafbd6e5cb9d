import { addFinding, createPlan, createReview } from "@/lib/reviews/mutations";
import { actAs, makeMember, type Place } from "../place";
import { form, type Prepare, page, type Row } from "../row";

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

/** What is made of entries: reviews, and why something was done. */
export const evidenceRows: Record<string, Row> = {
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
