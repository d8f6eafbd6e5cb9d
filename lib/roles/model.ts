import type { Overrides } from "@/lib/access/overrides";

/** An owner's rights are the policy's alone: nobody can lock the owners out. */
export const changeableRoles = ["admin", "technician", "auditor"] as const;
export type ChangeableRole = (typeof changeableRoles)[number];

export type RoleOverrides = Record<ChangeableRole, Overrides>;
