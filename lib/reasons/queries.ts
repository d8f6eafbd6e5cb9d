import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { organizations } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import type { EventInput } from "@/lib/entries/model";
import { AppError } from "@/lib/kit/errors";
import { askedOf, type PrivilegedAction, type Reason, type ReasonRule } from "./model";

export async function findReasonRule(
  tx: Tx,
  organizationId: string,
): Promise<ReasonRule> {
  const [row] = await tx
    .select({
      reasonActions: organizations.reasonActions,
      asksForTicket: organizations.asksForTicket,
    })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  return row ?? { reasonActions: [], asksForTicket: false };
}

/**
 * What an entry says of why: the reason and the ticket that were given. Throws
 * `input.invalid` when the organization asks a person for one that is missing.
 */
export async function findReason(
  tx: Tx,
  { scope, principal }: Ctx,
  action: PrivilegedAction,
  { reason, ticket }: Reason,
): Promise<Pick<EventInput, "reason" | "metadata">> {
  const rule = await findReasonRule(tx, scope.organizationId);
  const asked = principal.kind === "user" ? askedOf(rule, action) : null;
  const errors = [
    ...(asked && !reason ? [{ pointer: "/reason", detail: "say why" }] : []),
    ...(asked?.needsTicket && !ticket
      ? [{ pointer: "/ticket", detail: "name the ticket" }]
      : []),
  ];
  if (errors.length > 0) throw new AppError("input.invalid", { errors });
  return {
    ...(reason ? { reason } : {}),
    ...(ticket ? { metadata: { ticket } } : {}),
  };
}
