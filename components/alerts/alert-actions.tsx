import { SelectField, TextAreaField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { FormProblems } from "@/components/forms/form-problems";
import { SubmitButton } from "@/components/forms/submit-button";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import type { AlertState } from "@/lib/alerts/model";
import type { FormState } from "@/lib/forms/model";

/** What can be done with an alert now, from the likeliest on. */
export function AlertActions({
  id,
  state,
  form,
}: {
  id: string;
  state: AlertState;
  form: FormState;
}) {
  const action = `/api/alerts/${id}`;
  if (state === "resolved")
    return <Act action={action} act="reopen" label="Open again" />;
  return (
    <>
      {state === "open" && (
        <Act action={action} act="acknowledge" label="Acknowledge" variant="primary" />
      )}
      <Confirm
        label="Resolve"
        title="Resolve this alert"
        align="end"
        isOpen={form.summary !== null}
      >
        <Form form={form} action={action} submit="Resolve" className="gap-3">
          <input type="hidden" name="act" value="resolve" />
          <TextAreaField
            form={form}
            name="note"
            label="What it was"
            isOptional
            rows={3}
            maxLength={4000}
          />
        </Form>
      </Confirm>
    </>
  );
}

function Act({
  action,
  act,
  label,
  variant,
}: {
  action: string;
  act: string;
  label: string;
  variant?: "primary";
}) {
  return (
    <PostForm target={{ action }}>
      <input type="hidden" name="act" value={act} />
      <Button type="submit" variant={variant}>
        {label}
      </Button>
    </PostForm>
  );
}

export function OwnerForm({
  id,
  form,
  people,
}: {
  id: string;
  form: FormState;
  people: { id: string; name: string }[];
}) {
  return (
    <PostForm target={{ action: `/api/alerts/${id}` }} className="grid max-w-sm gap-2">
      <FormProblems form={form} />
      <input type="hidden" name="act" value="assign" />
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
        <SelectField
          form={form}
          name="ownerId"
          label="Owner"
          options={[
            { value: "", label: "Nobody" },
            ...people.map(({ id: value, name }) => ({ value, label: name })),
          ]}
        />
        <SubmitButton variant="outline">Set owner</SubmitButton>
      </div>
    </PostForm>
  );
}

export function NoteForm({ id, form }: { id: string; form: FormState }) {
  return (
    <Form
      form={form}
      action={`/api/alerts/${id}`}
      submit="Add note"
      className="max-w-xl gap-2"
    >
      <input type="hidden" name="act" value="note" />
      <TextAreaField form={form} name="note" label="Note" rows={3} maxLength={4000} />
    </Form>
  );
}
