import type { StaffRole } from "@/lib/access/policy";
import { requireProofFor } from "@/lib/access/proof";
import { updateAssignments } from "@/lib/assignments/mutations";
import { handleStaffForm, type Place } from "@/lib/forms/handlers";
import {
  createInvitation,
  resendInvitation,
  revokeInvitation,
} from "@/lib/invitations/mutations";
import {
  disableUser,
  enableUser,
  removeUser,
  updateAccessEnd,
  updateRole,
} from "./mutations";

const list = "/settings/users";
const why = ["reason", "ticket"];
const pageOf = ({ params }: Place) => `${list}/${params.id}`;

/** The schema of the mutation judges it: what a form says need not be a role. */
function asRole(text: string): StaffRole {
  return text as StaffRole;
}

export const handleInvite = handleStaffForm(
  { form: "invite", page: `${list}/invite`, fields: ["email", "name", "role"] },
  async ({ ctx, field }) => {
    const { email } = await createInvitation(ctx, {
      email: field("email"),
      name: field("name"),
      role: asRole(field("role")),
    });
    return { to: list, notice: `Invitation sent to ${email}.` };
  },
);

export const handleResendInvitation = handleStaffForm(
  { form: "invitation-resend", page: list, fields: ["of"] },
  async ({ ctx, params: { id = "" } }) => {
    const { email } = await resendInvitation(ctx, { id });
    return { to: list, notice: `A new link was sent to ${email}; the old one ended.` };
  },
);

export const handleRevokeInvitation = handleStaffForm(
  { form: "invitation-revoke", page: list, fields: ["of"] },
  async ({ ctx, params: { id = "" } }) => {
    const { email } = await revokeInvitation(ctx, { id });
    return { to: list, notice: `The invitation of ${email} was withdrawn.` };
  },
);

export const handleRole = handleStaffForm(
  { form: "role", page: pageOf, fields: ["role", ...why] },
  async ({ ctx, field, optional, params: { id = "" } }) => {
    requireProofFor(ctx, "users:update");
    const role = asRole(field("role"));
    const reason = { reason: optional("reason"), ticket: optional("ticket") };
    const { name } = await updateRole(ctx, { userId: id, role, ...reason });
    return { to: `${list}/${id}`, notice: `${name} is ${role} from now on.` };
  },
);

export const handleAccessEnd = handleStaffForm(
  { form: "access-end", page: pageOf, fields: ["expiresAt"] },
  async ({ ctx, optional, params: { id = "" } }) => {
    const day = optional("expiresAt");
    const expiresAt = day === null ? null : new Date(`${day}T23:59:59Z`);
    await updateAccessEnd(ctx, { userId: id, expiresAt });
    const notice = day === null ? "Access has no end now." : `Access ends after ${day}.`;
    return { to: `${list}/${id}`, notice };
  },
);

export const handleAssignments = handleStaffForm(
  { form: "assignments", page: pageOf, fields: ["clientSlugs", "seesWholeLog"] },
  async ({ ctx, isChecked, params: { id = "" }, ...posted }) => {
    await updateAssignments(ctx, {
      userId: id,
      clientSlugs: posted.list("clientSlugs"),
      seesWholeLog: isChecked("seesWholeLog"),
    });
    return { to: `${list}/${id}`, notice: "Saved." };
  },
);

export const handleDisable = handleStaffForm(
  { form: "disable", page: pageOf, fields: ["of", ...why] },
  async ({ ctx, optional, params: { id = "" } }) => {
    const reason = { reason: optional("reason"), ticket: optional("ticket") };
    const { name } = await disableUser(ctx, { userId: id, ...reason });
    return { to: `${list}/${id}`, notice: `${name} is disabled; their sessions ended.` };
  },
);

export const handleEnable = handleStaffForm(
  { page: pageOf, fields: ["of"] },
  async ({ ctx, params: { id = "" } }) => {
    const { name } = await enableUser(ctx, { userId: id });
    return { to: `${list}/${id}`, notice: `${name} can sign in again.` };
  },
);

export const handleRemove = handleStaffForm(
  { form: "remove", page: pageOf, fields: ["of", ...why] },
  async ({ ctx, optional, params: { id = "" } }) => {
    const reason = { reason: optional("reason"), ticket: optional("ticket") };
    const { name } = await removeUser(ctx, { userId: id, ...reason });
    return { to: list, notice: `${name} was removed. Their entries stay.` };
  },
);
