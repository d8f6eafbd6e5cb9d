import { sql } from "drizzle-orm";
import { mintSessionCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import type { Role } from "@/lib/access/policy";
import { AppError } from "@/lib/kit/errors";
import { appendWithin } from "@/lib/runtime/append";
import { inScope } from "@/lib/runtime/transaction";

/**
 * Takes a session to another of its person's organizations: out of the one and into the other
 * are an entry each, and all of it commits together. Neither log names the other organization.
 */
export async function switchOrganization(
  ctx: Ctx,
  organizationId: string,
): Promise<{ role: Role }> {
  const { principal, scope } = ctx;
  if (principal.kind !== "user") throw new AppError("access.unauthenticated");
  const { userId: id, name, sessionId } = principal;
  const target = { type: "user", id, name };
  return inScope({ organizationId: scope.organizationId, clientId: null }, async (tx) => {
    const reason = "went on to another organization";
    const out = { action: "user.signed_out", target, reason };
    await appendWithin(tx, ctx, [{ event: out, clientId: null }]);
    const [moved] = await tx.execute<{ role: Role | null }>(sql`
      select custody.move_session(${sessionId}, ${organizationId}::uuid) as role`);
    if (!moved?.role) {
      const detail = "You have no access to this organization.";
      throw new AppError("resource.not_found", { detail });
    }
    const { role } = moved;
    const facts = { ...principal, organizationId, role, assignedClientIds: null };
    await tx.execute(sql`select custody.enter_scope(${organizationId}::uuid)`);
    const arrival = mintSessionCtx({ ...facts, overrides: {} }, ctx.context);
    const into = { action: "user.signed_in", target, metadata: { method: "switch" } };
    await appendWithin(tx, arrival, [{ event: into, clientId: null }]);
    return { role };
  });
}
