import { requireProofFor } from "@/lib/access/proof";
import { handleStaffForm } from "@/lib/forms/handlers";
import { formatPublicLink } from "@/lib/mail/mutations";
import { type LinkDays, linkForm } from "./model";
import { createCaseLink, revokeCaseLink } from "./mutations";

const pageOf = ({ params }: { params: Record<string, string> }) =>
  `/evidence/cases/${params.id ?? ""}`;

export const handleCreateLink = handleStaffForm(
  { form: linkForm, page: pageOf, fields: ["reader", "days"] },
  async ({ ctx, field, params }) => {
    requireProofFor(ctx, "cases:share");
    const { token } = await createCaseLink(ctx, {
      id: params.id ?? "",
      reader: field("reader"),
      days: field("days") as LinkDays,
    });
    return {
      to: pageOf({ params }),
      reveal: { link: formatPublicLink(`/case/${token}`) },
    };
  },
);

export const handleRevokeLink = handleStaffForm(
  { page: pageOf, fields: ["link"] },
  async ({ ctx, field, params }) => {
    await revokeCaseLink(ctx, { id: params.id ?? "", linkId: field("link") });
    return { to: pageOf({ params }), notice: "The link works no longer." };
  },
);
