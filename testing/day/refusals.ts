import { expect } from "vitest";
import { createApiKey } from "@/lib/api-keys/mutations";
import { createClient } from "@/lib/clients/mutations";
import { createInvitation } from "@/lib/invitations/mutations";
import { disableUser, updateRole } from "@/lib/people/mutations";
import { makeKey, sendEvents } from "@/testing/api-call";
import type { Cast, Day } from "./recorder";
import { expected, type Told } from "./told";

/** Who was refused what, and why. */
export async function refuse(day: Day, { olivia, adam, tess, rita }: Cast) {
  const client = { slug: "initech", name: "Initech" };
  const key = { name: "k", scopes: ["audit:read" as const], clientSlug: null };
  const made = { ...key, expiresAt: null };
  const person = { email: "x@day.example", name: "X", role: "owner" } as const;
  const needs = "owner or admin";
  for (const [who, ctx, role] of [
    ["Tess", tess.ctx, "technician"],
    ["Rita", rita.ctx, "auditor"],
  ] as const) {
    const told = (permission: string) =>
      denied(who, permission, lacks(role, permission, needs));
    await day.refused(createClient(ctx, client), told("clients:create"));
    await day.refused(createApiKey(ctx, made), told("api_keys:create"));
    await day.refused(createInvitation(ctx, person), told("users:create"));
    const change = { userId: olivia.id, role: "auditor" } as const;
    await day.refused(updateRole(ctx, change), told("users:update"));
  }
  await day.refused(
    createInvitation(adam.ctx, person),
    denied("Adam", "users:create", "only an owner makes another owner"),
  );
  await day.refused(
    disableUser(olivia.ctx, { userId: olivia.id }),
    denied("Olivia", "users:update", "nobody takes their own access away"),
  );
  await refuseKey(day);
}

/** Over the API, with a key that may read and no more. */
async function refuseKey(day: Day): Promise<void> {
  const name = "test key audit:read";
  const key = await day.step(
    makeKey(day.organization, ["audit:read"]),
    expected("Command line", "api_key.created", `api_key ${name}`, {
      changes: [
        "client: ∅ → null",
        "expires_at: ∅ → null",
        `name: ∅ → "${name}"`,
        'scopes: ∅ → ["audit:read"]',
      ],
    }),
  );
  const answer = await sendEvents(key, { action: "ticket.created" });
  expect(answer.status).toBe(403);
  await day.step(
    Promise.resolve(),
    expected(name, "access.denied", "permission POST /api/v1/events", {
      outcome: "denied",
      reason: "the key lacks the scope events:write",
    }),
  );
}

function denied(who: string, permission: string, reason: string): Told {
  const more = { outcome: "denied", reason };
  return expected(who, "access.denied", `permission ${permission}`, more);
}

function lacks(role: string, permission: string, needs: string): string {
  return `the role ${role} lacks ${permission}; it needs ${needs}`;
}
