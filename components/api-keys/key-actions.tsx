import { ActionForm } from "@/components/forms/action-form";
import { SelectField } from "@/components/forms/fields";
import { createFormState, type FormState, listOf } from "@/lib/forms/model";
import type { Asked } from "@/lib/reasons/model";

export type KeyForms = {
  rotate: { form: FormState; asked: Asked } | null;
  revoke: { form: FormState; asked: Asked } | null;
};

const overlaps = [
  { value: "0", label: "The old one stops at once" },
  { value: "1", label: "Both work for an hour" },
  { value: "24", label: "Both work for a day" },
  { value: "168", label: "Both work for a week" },
];

export function KeyActions({
  apiKey: { id, name },
  forms: { rotate, revoke },
}: {
  apiKey: { id: string; name: string };
  forms: KeyForms;
}) {
  return (
    <span className="inline-flex flex-wrap justify-end gap-2">
      {rotate && (
        <ActionForm
          form={rotate.form}
          id={id}
          action={`/api/keys/${id}/rotate`}
          label="Rotate"
          title={`Rotate ${name}?`}
          asked={rotate.asked}
          size="small"
          align="end"
        >
          {(form) => (
            <>
              <p>A new key with the same permissions takes its place.</p>
              <SelectField
                form={withOverlap(form)}
                name="overlap"
                label="The old key"
                options={overlaps}
              />
            </>
          )}
        </ActionForm>
      )}
      {revoke && (
        <ActionForm
          form={revoke.form}
          id={id}
          action={`/api/keys/${id}/revoke`}
          label="Revoke"
          title={`Revoke ${name}?`}
          asked={revoke.asked}
          tone="danger"
          size="small"
          align="end"
        >
          <p>It stops at once and for ever.</p>
        </ActionForm>
      )}
    </span>
  );
}

function withOverlap(form: FormState): FormState {
  if (listOf(form, "overlap").length > 0) return form;
  return createFormState(form.name, { overlap: "24" }, null);
}
