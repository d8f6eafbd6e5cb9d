import { gatePage } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { changeableRows, isGranted } from "@/lib/access/overrides";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { type Asked, askedOf } from "@/lib/reasons/model";
import { findReasonRule } from "@/lib/reasons/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { changeableRoles, formatRolePermission } from "./model";
import { listOverrides } from "./queries";

export type RolesPage = { form: FormState; mayUpdate: boolean; asked: Asked };

/** Every grant that can be changed, ticked where it holds now. */
export async function loadRoles(): Promise<RolesPage> {
  const { scope, principal } = await gatePage("roles:read");
  const { organizationId } = scope;
  const [known, rule] = await readInScope(scope, async (tx) => [
    await listOverrides(tx, organizationId),
    await findReasonRule(tx, organizationId),
  ]);
  const granted = changeableRows.flatMap(({ permission }) =>
    changeableRoles
      .filter((role) => isGranted(role, permission, known[role]))
      .map((role) => formatRolePermission({ role, permission })),
  );
  return {
    form: await loadForm("roles", { granted }),
    mayUpdate: isAllowed(principal, "roles:update"),
    asked: askedOf(rule, "role.updated"),
  };
}
