import { ChecksField, RadioField, TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { ReasonFields } from "@/components/forms/reason-fields";
import { listRoleOptions } from "@/components/people/role-words";
import { SettingsSection } from "@/components/settings/settings-section";
import type { FormState } from "@/lib/forms/model";
import type { Asked } from "@/lib/reasons/model";

export type AccessPage = {
  person: { id: string; role: string };
  clients: { slug: string; name: string; archivedAt: Date | null }[];
  mayMakeOwners: boolean;
  asked: { role: Asked };
  forms: Record<"role" | "end" | "clients", FormState>;
};

/** What somebody may do, until when, and for whom. */
export function AccessSections({ page }: { page: AccessPage }) {
  const { person, clients, mayMakeOwners, asked, forms } = page;
  const path = `/api/people/${person.id}`;
  return (
    <>
      <SettingsSection title="Role" says="Holds from the person’s next request on.">
        <Form form={forms.role} action={`${path}/role`} submit="Change role">
          <RadioField
            form={forms.role}
            name="role"
            options={listRoleOptions(mayMakeOwners, person.role)}
          />
          <ReasonFields form={forms.role} asked={asked.role} />
        </Form>
      </SettingsSection>
      {person.role !== "owner" && (
        <SettingsSection
          title="End of access"
          says="For an auditor’s visit: access ends by itself, and the log says so."
        >
          <Form
            form={forms.end}
            action={`${path}/access-end`}
            submit="Save"
            labels={{ expiresAt: "Last day" }}
          >
            <TextField
              form={forms.end}
              name="expiresAt"
              label="Last day"
              type="date"
              isOptional
              hint="Access ends with this day, in UTC. Empty: no end."
              className="w-44"
            />
          </Form>
        </SettingsSection>
      )}
      {person.role === "technician" && (
        <SettingsSection
          title="Clients"
          says="A technician reads own actions and the clients assigned here."
        >
          <Form
            form={forms.clients}
            action={`${path}/assignments`}
            submit="Save"
            labels={{ clientSlugs: "Assigned clients" }}
          >
            <ChecksField
              form={forms.clients}
              name="seesWholeLog"
              label="Reach"
              options={[{ value: "on", label: "Reads the whole log" }]}
            />
            <ChecksField
              form={forms.clients}
              name="clientSlugs"
              label="Assigned clients"
              options={clients
                .filter(({ archivedAt }) => archivedAt === null)
                .map(({ slug, name }) => ({ value: slug, label: name }))}
            />
          </Form>
        </SettingsSection>
      )}
    </>
  );
}
