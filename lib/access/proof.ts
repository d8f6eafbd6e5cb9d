import { AppError } from "@/lib/kit/errors";
import { type Ctx, isAllowed } from "./model";
import type { Permission } from "./policy";

const recentSecondsMax = 10 * 60;

export function isRecentProof(provedSecondsAgo: number | null): boolean {
  return provedSecondsAgo !== null && provedSecondsAgo <= recentSecondsMax;
}

/**
 * For what a borrowed browser must not do: a person has shown a password or a second factor
 * within the last minutes. Throws `access.proof_needed`, which a form answers with /reauth.
 */
export function requireRecentProof(ctx: Ctx): void {
  if (!isProvedRecently(ctx)) throw new AppError("access.proof_needed");
}

export function isProvedRecently({ principal }: Ctx): boolean {
  if (principal.kind === "operator" || principal.kind === "system") return true;
  return principal.kind === "user" && principal.isRecentlyProved === true;
}

/** The same for who has the permission; who has not is refused by the write itself. */
export function requireProofFor(ctx: Ctx, permission: Permission): void {
  if (isAllowed(ctx.principal, permission)) requireRecentProof(ctx);
}
