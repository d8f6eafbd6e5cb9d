import { handleStaffForm } from "@/lib/forms/handlers";
import { loadOrganizationZone } from "@/lib/organizations/loaders";
import type { Cadence, Weight } from "./model";
import {
  addFinding,
  createPlan,
  createReview,
  discardReview,
  endPlan,
  signReview,
} from "./mutations";

const page = "/evidence/reviews";
export const reviewForm = "review";
export const findingForm = "finding";
export const signForm = "sign-off";
export const planForm = "review-plan";

const pageOf = ({ params }: { params: Record<string, string> }) =>
  `${page}/${params.id ?? ""}`;

export const handleCreateReview = handleStaffForm(
  {
    form: reviewForm,
    page: ({ field }) => `${page}/new?${field("query")}`,
    fields: ["name", "query"],
  },
  async ({ ctx, field }) => {
    const zone = await loadOrganizationZone();
    const wish = { name: field("name"), query: field("query"), zone };
    const { id } = await createReview(ctx, wish);
    return { to: `${page}/${id}`, notice: "The review is open; its entries are frozen." };
  },
);

export const handleAddFinding = handleStaffForm(
  { form: findingForm, page: pageOf, fields: ["weight", "finding", "entryId"] },
  async ({ ctx, field, optional, params }) => {
    await addFinding(ctx, {
      id: params.id ?? "",
      weight: field("weight") as Weight,
      finding: field("finding"),
      entryId: optional("entryId"),
    });
    return { to: `${page}/${params.id}`, notice: "Finding added." };
  },
);

export const handleSignReview = handleStaffForm(
  { form: signForm, page: pageOf, fields: ["conclusion"] },
  async ({ ctx, field, params }) => {
    const conclusion = field("conclusion");
    await signReview(ctx, { id: params.id ?? "", conclusion });
    return { to: `${page}/${params.id}`, notice: "Signed off; that is in the log." };
  },
);

export const handleDiscardReview = handleStaffForm(
  { page: pageOf, fields: [] },
  async ({ ctx, params }) => {
    await discardReview(ctx, { id: params.id ?? "" });
    return { to: page, notice: "Review discarded; that is in the log." };
  },
);

export const handleCreatePlan = handleStaffForm(
  {
    form: planForm,
    page: `${page}/plan`,
    fields: ["name", "query", "cadence", "startsOn"],
  },
  async ({ ctx, field }) => {
    await createPlan(ctx, {
      name: field("name"),
      query: field("query"),
      cadence: field("cadence") as Cadence,
      startsOn: field("startsOn"),
    });
    return { to: page, notice: "Planned; what nobody reviews is shown as a gap." };
  },
);

export const handleEndPlan = handleStaffForm(
  { page, fields: [] },
  async ({ ctx, params }) => {
    await endPlan(ctx, { id: params.id ?? "" });
    return { to: page, notice: "Plan ended; its reviews stay." };
  },
);
