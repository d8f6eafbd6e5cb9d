import { ChecksField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { ReasonFields } from "@/components/forms/reason-fields";
import { SettingsSection } from "@/components/settings/settings-section";
import type { FormState } from "@/lib/forms/model";
import { type Asked, privilegedActions } from "@/lib/reasons/model";

export function ReasonSection({ form, asked }: { form: FormState; asked: Asked }) {
  return (
    <SettingsSection
      title="Reasons"
      says="What these actions’ forms ask stands in the entry, so nobody has to guess later."
    >
      <Form form={form} action="/api/organization/reasons" submit="Save">
        <ChecksField
          form={form}
          name="reasonActions"
          label="Ask why before"
          options={privilegedActions.map(({ action, label }) => ({
            value: action,
            label,
          }))}
        />
        <ChecksField
          form={form}
          name="asksForTicket"
          label="Ticket"
          options={[{ value: "on", label: "A ticket is needed too" }]}
        />
        <ReasonFields form={form} asked={asked} />
      </Form>
    </SettingsSection>
  );
}
