import type { Overrides } from "@/lib/access/overrides";
import type { Permission } from "@/lib/access/policy";

/** An owner's permissions are the policy's alone: nobody can lock the owners out. */
export const changeableRoles = ["admin", "technician", "auditor"] as const;
export type ChangeableRole = (typeof changeableRoles)[number];

export type RoleOverrides = Record<ChangeableRole, Overrides>;

export type RolePermission = { role: ChangeableRole; permission: Permission };

/** A grant as the value of a box: `technician log:verify`. */
export function formatRolePermission({ role, permission }: RolePermission): string {
  return `${role} ${permission}`;
}

/** What it names need not exist: the mutation judges it. */
export function parseRolePermission(text: string): RolePermission {
  const [role = "", permission = ""] = text.split(" ");
  return { role, permission } as RolePermission;
}
