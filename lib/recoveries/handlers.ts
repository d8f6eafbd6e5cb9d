import { requireProofFor } from "@/lib/access/proof";
import { handleStaffForm, type Place } from "@/lib/forms/handlers";
import { liftLockOut, removeSecondFactor, resetSecondFactor } from "./mutations";

const own = "/me/security";
const pageOf = ({ params }: Place) => `/settings/users/${params.id}`;

export const handleRemoval = handleStaffForm(
  { form: "factor-removal", page: own, fields: ["of"] },
  async ({ ctx }) => {
    await removeSecondFactor(ctx, {});
    return {
      to: own,
      notice: "Your second factor is removed; your other sessions ended.",
    };
  },
);

export const handleReset = handleStaffForm(
  { form: "factor-reset", page: pageOf, fields: ["of", "reason", "ticket"] },
  async (place) => {
    const { ctx, field, optional, params } = place;
    requireProofFor(ctx, "users:recover");
    const { name } = await resetSecondFactor(ctx, {
      userId: params.id ?? "",
      reason: field("reason"),
      ticket: optional("ticket"),
    });
    const notice = `The second factor of ${name} is reset; their sessions ended.`;
    return { to: pageOf(place), notice };
  },
);

export const handleUnlock = handleStaffForm(
  { page: pageOf, fields: [] },
  async (place) => {
    const { name } = await liftLockOut(place.ctx, { userId: place.params.id ?? "" });
    return { to: pageOf(place), notice: `${name} can try again at once.` };
  },
);
