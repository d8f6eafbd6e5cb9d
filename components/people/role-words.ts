/** What each role is for, where one is chosen. */
export const roleOptions = [
  {
    value: "owner",
    label: "Owner",
    hint: "Everything, the organization itself included.",
  },
  {
    value: "admin",
    label: "Admin",
    hint: "Everything but owners, shorter retention and releasing holds.",
  },
  {
    value: "technician",
    label: "Technician",
    hint: "Own actions and the clients assigned to them.",
  },
  {
    value: "auditor",
    label: "Auditor",
    hint: "Reads and exports everything, changes nothing.",
  },
];

/** Only an owner makes another one, so nobody else is offered it. */
export function listRoleOptions(mayMakeOwners: boolean, current?: string) {
  return roleOptions.filter(({ value }) => {
    return value !== "owner" || mayMakeOwners || current === "owner";
  });
}
