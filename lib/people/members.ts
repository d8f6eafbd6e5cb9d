import type { Principal } from "@/lib/access/model";
import type { Role } from "@/lib/access/policy";

export type Member = {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabledAt: Date | null;
  expiresAt: Date | null;
};

/** Why this principal may not touch that person at all; null when nothing is against it. */
export function describeHandsOff(principal: Principal, member: Member): string | null {
  if (member.role !== "owner" || mayTouchOwners(principal)) return null;
  return "only an owner changes an owner";
}

export function mayTouchOwners(principal: Principal): boolean {
  if (principal.kind === "operator") return true;
  return principal.kind === "user" && principal.role === "owner";
}

export function describeMember({ id, name }: Pick<Member, "id" | "name">) {
  return { type: "user", id, name };
}
