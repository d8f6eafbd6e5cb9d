import type { ReactNode } from "react";
import { Form } from "@/components/forms/form";
import { ReasonFields } from "@/components/forms/reason-fields";
import { Confirm } from "@/components/ui/confirm";
import { createFormState, type FormState, textOf } from "@/lib/forms/model";
import type { Asked } from "@/lib/reasons/model";

/** A button that asks before it does, for one of several things that can be acted on. */
export function ActionForm({
  form,
  id,
  action,
  label,
  title,
  asked = null,
  tone = "primary",
  size,
  align,
  children,
}: {
  /** The state of this kind of form; it belongs to whichever id was posted. */
  form: FormState;
  id: string;
  action: string;
  label: string;
  title: string;
  asked?: Asked;
  tone?: "primary" | "danger";
  size?: "small" | "medium";
  align?: "start" | "end";
  children?: ReactNode | ((form: FormState) => ReactNode);
}) {
  const isMine = textOf(form, "of") === id;
  const mine = isMine ? form : createFormState(`${form.name}-${id}`, {}, null);
  return (
    <Confirm label={label} title={title} size={size} align={align} isOpen={isMine}>
      <Form form={mine} action={action} submit={label} tone={tone} className="gap-3">
        <input type="hidden" name="of" value={id} />
        {typeof children === "function" ? children(mine) : children}
        <ReasonFields form={mine} asked={asked} />
      </Form>
    </Confirm>
  );
}
