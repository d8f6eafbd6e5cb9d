import { type Permission, policy, type Role } from "./policy";

/** What an organization says of a role where it differs from the policy. */
export type Overrides = Partial<Record<Permission, boolean>>;

export type ChangeableRow = {
  permission: Permission;
  label: string;
  /** The roles whose permission an owner may change; an owner's own never. */
  roles: Exclude<Role, "owner">[];
};

/** The permissions an owner can give and take; everything else is the policy's alone. */
export const changeableRows: ChangeableRow[] = [
  {
    permission: "log:read_whole",
    label: "Read the whole log, not only own actions and assigned clients",
    roles: ["technician"],
  },
  {
    permission: "log:verify",
    label: "Verify the log",
    roles: ["admin", "technician", "auditor"],
  },
  {
    permission: "clients:create",
    label: "Create clients",
    roles: ["admin", "technician"],
  },
  {
    permission: "clients:update",
    label: "Edit clients",
    roles: ["admin", "technician"],
  },
  {
    permission: "clients:archive",
    label: "Archive, restore and merge clients",
    roles: ["admin"],
  },
  {
    permission: "contacts:update",
    label: "Create, edit and delete contacts",
    roles: ["admin", "technician"],
  },
  {
    permission: "portal:grant",
    label: "Grant and revoke portal access",
    roles: ["admin", "technician"],
  },
  { permission: "users:read", label: "See people", roles: ["technician", "auditor"] },
  {
    permission: "users:update",
    label: "Change roles, disable and remove people, assign clients",
    roles: ["admin"],
  },
  {
    permission: "api_keys:read",
    label: "See API keys",
    roles: ["technician", "auditor"],
  },
  {
    permission: "api_keys:create",
    label: "Create and rotate API keys",
    roles: ["admin"],
  },
  { permission: "api_keys:revoke", label: "Revoke API keys", roles: ["admin"] },
  {
    permission: "organization:update",
    label: "Change the organization's settings",
    roles: ["admin"],
  },
];

/** What a client's own people may do in their portal; the policy alone says so. */
export const portalRows: ChangeableRow[] = [
  {
    permission: "portal:audit_log.read",
    label: "Read what was done on their own account",
    roles: [],
  },
  {
    permission: "portal:audit_log.export",
    label: "Download it",
    roles: [],
  },
  {
    permission: "portal:audit_log.verify",
    label: "Verify it in their browser",
    roles: [],
  },
];

export function mayChange(role: Role, permission: Permission): boolean {
  const row = changeableRows.find((candidate) => candidate.permission === permission);
  return row?.roles.some((changeable) => changeable === role) ?? false;
}

/** The one place where policy and an organization's own word meet. */
export function isGranted(
  role: Role,
  permission: Permission,
  overrides: Overrides = {},
): boolean {
  const said = mayChange(role, permission) ? overrides[permission] : undefined;
  return said ?? policy[permission].roles.includes(role);
}
