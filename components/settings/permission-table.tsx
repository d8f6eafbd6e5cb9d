import { Check, Minus } from "lucide-react";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";
import { type ChangeableRow, changeableRows, portalRows } from "@/lib/access/overrides";
import { policy, type Role, roles } from "@/lib/access/policy";
import { type FormState, listOf } from "@/lib/forms/model";
import { changeableRoles, formatRolePermission } from "@/lib/roles/model";

const columns: Role[] = [...roles, "portal"];

/** Permission by role: a box where an owner decides, a mark where the policy does. */
export function PermissionTable({
  form,
  mayUpdate,
}: {
  form: FormState;
  mayUpdate: boolean;
}) {
  const granted = listOf(form, "granted");
  return (
    <TableRegion
      label="What each role may do"
      className="border-y [&_tbody_tr:last-child]:border-b-0"
    >
      <Table>
        <caption className="sr-only">What each role may do</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Permission</TableHead>
            {columns.map((role) => (
              <TableHead key={role} className="w-28 text-center capitalize max-md:w-16">
                {role}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {[...changeableRows, ...portalRows].map((row) => (
            <TableRow key={row.permission} className="hover:bg-muted">
              <TableCell className="pl-6 max-md:pl-4">
                {row.label}
                <span className="block font-mono text-muted-foreground text-xs">
                  {row.permission}
                </span>
              </TableCell>
              {columns.map((role) => (
                <TableCell key={role} className="text-center align-middle">
                  <RolePermission
                    row={row}
                    role={role}
                    granted={granted}
                    isFixed={!mayUpdate || !row.roles.some((one) => one === role)}
                  />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

function RolePermission({
  row: { permission, label },
  role,
  granted,
  isFixed,
}: {
  row: ChangeableRow;
  role: Role;
  granted: string[];
  isFixed: boolean;
}) {
  const changeable = changeableRoles.find((one) => one === role);
  const value = changeable && formatRolePermission({ role: changeable, permission });
  const holds = value ? granted.includes(value) : policy[permission].roles.includes(role);
  if (!isFixed && value) {
    return (
      <label className="inline-flex size-8 items-center justify-center max-md:size-11">
        <span className="sr-only">
          {role}: {label}
        </span>
        <input
          type="checkbox"
          name="granted"
          value={value}
          defaultChecked={holds}
          className="size-4 accent-primary max-md:size-5"
        />
      </label>
    );
  }
  const Icon = holds ? Check : Minus;
  return (
    <span className="inline-flex size-8 items-center justify-center text-muted-foreground max-md:size-11">
      <Icon aria-hidden className="size-4" />
      <span className="sr-only">{holds ? "yes" : "no"}</span>
    </span>
  );
}
