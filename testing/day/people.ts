import { expect } from "vitest";
import { createApiKey, revokeApiKey, rotateApiKey } from "@/lib/api-keys/mutations";
import { updateAssignments } from "@/lib/assignments/mutations";
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
} from "@/lib/people/mutations";
import { updateOrganization, updateReasonRule } from "@/lib/settings/mutations";
import { clock } from "./clients";
import type { Cast, Day } from "./recorder";
import { expected, type Told } from "./told";

const end = new Date("2099-12-31T00:00:00Z");

/** Roles, clients, an end of access, disabled, enabled, invited. */
export async function changePeople(day: Day, cast: Cast): Promise<void> {
  const { ctx } = cast.olivia;
  const user = (action: string, name: string, more: Partial<Told>) =>
    expected("Olivia", action, `user ${name}`, more);
  const rory = cast.rory.id;
  await day.step(
    updateRole(ctx, { userId: rory, role: "technician", reason: "joins the desk" }),
    user("user.role_changed", "Rory", {
      changes: ['role: "auditor" → "technician"'],
      reason: "joins the desk",
    }),
  );
  await day.step(
    updateRole(ctx, { userId: rory, role: "auditor" }),
    user("user.role_changed", "Rory", { changes: ['role: "technician" → "auditor"'] }),
  );
  const assign = (clientSlugs: string[]) =>
    updateAssignments(ctx, { userId: cast.tess.id, clientSlugs, seesWholeLog: false });
  await day.step(
    assign(["acme"]),
    user("user.client_assigned", "Tess", { client: "acme" }),
  );
  await day.step(assign([]), user("user.client_unassigned", "Tess", { client: "acme" }));
  await day.step(
    updateAccessEnd(ctx, { userId: rory, expiresAt: end }),
    user("user.updated", "Rory", {
      changes: [`access_ends_at: null → "${end.toISOString()}"`],
    }),
  );
  await day.step(
    disableUser(ctx, { userId: rory }),
    user("user.disabled", "Rory", { changes: ["disabled: false → true"] }),
  );
  await day.step(
    enableUser(ctx, { userId: rory }),
    user("user.enabled", "Rory", { changes: ["disabled: true → false"] }),
  );
  const una = { email: "una@day.example", name: "Una", role: "technician" } as const;
  const { id } = await day.step(
    createInvitation(ctx, una),
    expected("Olivia", "user.invited", "invitation Una", {
      changes: [
        'email: ∅ → "una@day.example"',
        'name: ∅ → "Una"',
        'role: ∅ → "technician"',
      ],
    }),
  );
  await day.step(
    resendInvitation(ctx, { id }),
    expected("Olivia", "user.invitation_resent", "invitation Una"),
  );
  await day.step(
    revokeInvitation(ctx, { id }),
    expected("Olivia", "user.invitation_revoked", "invitation Una"),
  );
}

/** Keys and settings, and the removal that the settings then ask a reason for. */
export async function changeKeysAndSettings(day: Day, cast: Cast): Promise<void> {
  const { ctx } = cast.olivia;
  const key = { name: "psa-sync", scopes: ["events:write" as const], clientSlug: null };
  const { id } = await day.step(
    createApiKey(ctx, { ...key, expiresAt: null, reason: "new PSA" }),
    expected("Olivia", "api_key.created", "api_key psa-sync", {
      changes: [
        "client: ∅ → null",
        "expires_at: ∅ → null",
        'name: ∅ → "psa-sync"',
        'scopes: ∅ → ["events:write"]',
      ],
      reason: "new PSA",
    }),
  );
  await rotateAndRevoke(day, cast, id);
  const brand = { brandLight: null, brandDark: null };
  await day.step(
    updateOrganization(ctx, { name: "The Day", timeZone: clock, ...brand }),
    expected("Olivia", "organization.updated", "organization The Day", {
      changes: ['name: "Organization day" → "The Day"', `time_zone: "UTC" → "${clock}"`],
    }),
  );
  await day.step(
    updateReasonRule(ctx, { reasonActions: ["user.removed"], asksForTicket: false }),
    expected("Olivia", "settings.security_changed", "organization The Day", {
      changes: ['reasons_for: [] → ["user.removed"]'],
    }),
  );
  await day.step(
    removeUser(ctx, { userId: cast.rory.id, reason: "contract ended" }),
    expected("Olivia", "user.removed", "user Rory", {
      changes: [
        'email: "rory@day.example" → ∅',
        'name: "Rory" → ∅',
        'role: "auditor" → ∅',
      ],
      reason: "contract ended",
    }),
  );
}

async function rotateAndRevoke(day: Day, { olivia }: Cast, id: string) {
  const { ctx } = olivia;
  await day.step(
    rotateApiKey(ctx, { id, overlap: 24 }).then(() => null),
    expected("Olivia", "api_key.rotated", "api_key psa-sync", {
      changes: [expect.stringMatching(/^expires_at: null → "20/)],
    }),
  );
  await day.step(
    revokeApiKey(ctx, { id, reason: "replaced" }),
    expected("Olivia", "api_key.revoked", "api_key psa-sync", {
      changes: ["revoked: ∅ → true"],
      reason: "replaced",
    }),
  );
}
