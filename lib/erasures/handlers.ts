import { handleStaffForm } from "@/lib/forms/handlers";
import type { BasisName } from "./model";
import { approveErasure, requestErasure, withdrawErasure } from "./mutations";

const pageOf = (id: string) => `/settings/retention/erasures/${id}`;

export const handleRequestErasure = handleStaffForm(
  {
    form: "erasure",
    page: pageOf("new"),
    fields: [
      "personId",
      "email",
      "name",
      "addresses",
      "also",
      "withOrigins",
      "basis",
      "reason",
    ],
  },
  async ({ ctx, field, optional, isChecked }) => {
    const { id } = await requestErasure(ctx, {
      personId: optional("personId"),
      email: optional("email"),
      name: optional("name"),
      addresses: split(field("addresses"), /[\s,]+/),
      also: split(field("also"), /[\r\n]+/),
      withOrigins: isChecked("withOrigins"),
      basis: field("basis") as BasisName,
      reason: field("reason"),
    });
    const notice = "Asked for. A second owner looks at what would go and approves it.";
    return { to: pageOf(id), notice };
  },
);

function split(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

export const handleApproveErasure = handleStaffForm(
  { page: ({ params }) => pageOf(params.id ?? "new"), fields: [] },
  async ({ ctx, params }) => {
    const id = params.id ?? "";
    const { entryCount } = await approveErasure(ctx, { id });
    const count = entryCount.toLocaleString("en");
    const notice = `Approved. The fields leave ${count} entries within a minute or two.`;
    return { to: pageOf(id), notice };
  },
);

export const handleWithdrawErasure = handleStaffForm(
  { page: ({ params }) => pageOf(params.id ?? "new"), fields: [] },
  async ({ ctx, params }) => {
    await withdrawErasure(ctx, { id: params.id ?? "" });
    return { to: "/settings/retention", notice: "The erasure was withdrawn." };
  },
);
