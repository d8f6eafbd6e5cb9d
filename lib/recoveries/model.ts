import type { Principal } from "@/lib/access/model";
import type { Role } from "@/lib/access/policy";

/** Why this principal may not take that person's second factor; null when they may. */
export function describeRecoveryRefusal(
  principal: Principal,
  person: { id: string; role: Role },
): string | null {
  if (principal.kind !== "user") return null;
  if (principal.userId === person.id) {
    return "nobody resets their own; it is replaced under Security";
  }
  if (principal.role === "owner" || !["owner", "admin"].includes(person.role))
    return null;
  return `only an owner resets the second factor of an ${person.role}`;
}
