import { TextAreaField, TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { Section } from "@/components/integrity/section";
import { type Case, turns, turnWords } from "@/lib/cases/model";
import type { FormState } from "@/lib/forms/model";

type Room = { told: Case; zone: string; forms: { report: FormState; note: FormState } };

const labels = {
  ...turnWords,
  name: "What happened",
  happenedAt: "When",
} as Record<string, string>;

/** A note for the timeline, and the words of the report. */
export function CaseForms({ room: { told, zone, forms } }: { room: Room }) {
  return (
    <>
      <Section title="Add a note">
        <Form
          form={forms.note}
          action={`/api/cases/${told.id}/notes`}
          submit="Add the note"
          tone="outline"
          labels={labels}
          aria-label="Add a note"
        >
          <TextAreaField form={forms.note} name="note" rows={3} maxLength={4000} />
          <TextField
            form={forms.note}
            name="happenedAt"
            label="When"
            hint={`In ${zone}; it may be before now`}
            type="datetime-local"
            className="w-fit"
          />
        </Form>
      </Section>
      <Section title="Report">
        <Form
          form={forms.report}
          action={`/api/cases/${told.id}`}
          submit="Save the report"
          labels={labels}
          aria-label="Report"
        >
          <TextField
            form={forms.report}
            name="name"
            label="What happened"
            maxLength={120}
          />
          {(["impact", "cause", "resolution"] as const).map((name) => (
            <TextAreaField
              key={name}
              form={forms.report}
              name={name}
              rows={4}
              maxLength={8000}
              isOptional
            />
          ))}
          {turns.map((turn) => (
            <TextField
              key={turn}
              form={forms.report}
              name={turn}
              label={turnWords[turn]}
              hint={`In ${zone}`}
              type="datetime-local"
              className="w-fit"
              isOptional
            />
          ))}
        </Form>
      </Section>
    </>
  );
}
