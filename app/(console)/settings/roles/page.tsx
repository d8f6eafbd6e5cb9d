import type { Metadata } from "next";
import { Form } from "@/components/forms/form";
import { ReasonFields } from "@/components/forms/reason-fields";
import { PermissionTable } from "@/components/settings/permission-table";
import { PageHeading } from "@/components/shell/page-heading";
import { loadRoles } from "@/lib/roles/loaders";

export const metadata: Metadata = { title: "Roles – Custody" };

/** What the roles may do here, where the organization has a say in it. */
export default async function Page() {
  const { form, mayUpdate, asked } = await loadRoles();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 pb-8">
      <PageHeading title="Roles">
        {mayUpdate
          ? "What an owner can give and take. A change holds from everybody’s next request on and is an entry with its diff."
          : "What each role may do here. Only an owner changes it."}
      </PageHeading>
      {mayUpdate ? (
        <Form
          form={form}
          action="/api/roles"
          submit="Save"
          className="max-w-none [&>:not(:has(table))]:mx-6 max-md:[&>:not(:has(table))]:mx-4"
        >
          <PermissionTable form={form} mayUpdate />
          <div className="grid max-w-xl gap-5 empty:hidden">
            <ReasonFields form={form} asked={asked} />
          </div>
        </Form>
      ) : (
        <PermissionTable form={form} mayUpdate={false} />
      )}
    </div>
  );
}
