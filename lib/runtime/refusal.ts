/**
 * Guarantees: every refusal is in the log, with who, what and why, in a transaction of its
 * own, so it survives the refused one (T-40). Floods are folded and counted.
 * Does not: log a refusal of somebody whose organization is unknown; there is no log for it.
 */
import { type Ctx, describeRefusal, type Principal } from "@/lib/access/model";
import type { Permission } from "@/lib/access/policy";
import type { EventInput } from "@/lib/entries/model";
import { AppError } from "@/lib/kit/errors";
import { foldEvent } from "./fold";

/** recordRefusal logs that `permission` was missing and returns the error to throw. */
export async function recordRefusal(
  ctx: Ctx,
  permission: Permission,
  place?: string,
): Promise<AppError> {
  const reason = describeRefusal(ctx.principal, permission);
  await recordDenied(ctx, {
    action: "access.denied",
    reason,
    target: { type: "permission", id: permission, name: place ?? permission },
  });
  return new AppError("access.denied", { detail: `Refused: ${reason}.`, permission });
}

/** recordClientRefusal logs that a technician asked for a client assigned to others. */
export async function recordClientRefusal(
  ctx: Ctx,
  client: { id: string; name: string },
): Promise<void> {
  const target = { type: "client", id: client.id, name: client.name };
  const reason = "the client is not assigned to this technician";
  await recordDenied(ctx, { action: "access.denied", reason, target });
}

/** recordWriteRefusal logs that a write's own rules refused what the permission allowed. */
export async function recordWriteRefusal(
  ctx: Ctx,
  permission: Permission,
  reason: string,
): Promise<void> {
  const target = { type: "permission", id: permission, name: permission };
  await recordDenied(ctx, { action: "access.denied", reason, target });
}

/** recordUnknown logs that somebody asked for an id that is not there for them. */
export async function recordUnknown(
  ctx: Ctx,
  { type, id }: { type: string; id: string },
): Promise<void> {
  const target = { type, id: id.slice(0, 64), name: null };
  const reason = "nothing of this id is there for whoever asked";
  await recordDenied(ctx, { action: "access.denied", reason, target });
}

/** recordDenied logs a denied event once, and counts its repeats in the same window. */
export async function recordDenied(ctx: Ctx, event: EventInput): Promise<void> {
  await foldEvent(ctx, {
    key: [
      event.action,
      identify(ctx.principal),
      ctx.context.ip,
      event.target?.id,
      event.reason,
    ].join(" "),
    event: { ...event, outcome: "denied" },
    clientId: null,
    atOnceMax: 1,
  });
}

function identify(principal: Principal): string {
  switch (principal.kind) {
    case "user":
      return principal.userId;
    case "key":
      return principal.keyId;
    default:
      return principal.kind;
  }
}
