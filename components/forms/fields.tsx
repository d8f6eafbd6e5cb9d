import type { ComponentProps, ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { describedBy, Field, FieldSet } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Radio } from "@/components/ui/radio";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import {
  errorOf,
  type FormState,
  fieldId,
  listOf,
  textOf,
  wordsOf,
} from "@/lib/forms/model";

type Common = {
  form: FormState;
  name: string;
  /** Else the name in words. */
  label?: string;
  hint?: ReactNode;
  isOptional?: boolean;
};
export type Option = { value: string; label: ReactNode; hint?: ReactNode };

function describe({ form, name, label, hint, isOptional = false }: Common) {
  const id = fieldId(form, name);
  const error = errorOf(form, name);
  return {
    error,
    frame: { id, label: label ?? wordsOf(name), hint, error, isOptional },
    control: {
      id,
      name,
      required: !isOptional,
      "aria-invalid": error === null ? undefined : true,
      "aria-describedby": describedBy(id, hint, error),
    },
  };
}

export function TextField({
  form,
  name,
  label,
  hint,
  isOptional,
  ...props
}: Common & Omit<ComponentProps<"input">, "form" | "name">) {
  const { frame, control } = describe({ form, name, label, hint, isOptional });
  return (
    <Field {...frame}>
      <Input {...control} defaultValue={textOf(form, name)} {...props} />
    </Field>
  );
}

export function TextAreaField({
  form,
  name,
  label,
  hint,
  isOptional,
  ...props
}: Common & Omit<ComponentProps<"textarea">, "form" | "name">) {
  const { frame, control } = describe({ form, name, label, hint, isOptional });
  return (
    <Field {...frame}>
      <Textarea {...control} defaultValue={textOf(form, name)} {...props} />
    </Field>
  );
}

export function SelectField({
  options,
  ...common
}: Common & { options: { value: string; label: string }[] }) {
  const { frame, control } = describe(common);
  return (
    <Field {...frame}>
      <Select {...control} defaultValue={textOf(common.form, common.name)}>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** One of a few, each with what it means. */
export function RadioField({ options, ...common }: Common & { options: Option[] }) {
  const { frame } = describe(common);
  const chosen = textOf(common.form, common.name);
  return (
    <FieldSet {...frame}>
      {options.map(({ value, label, hint }) => (
        <Radio
          key={value}
          name={common.name}
          value={value}
          defaultChecked={value === chosen}
        >
          <OptionWords label={label} hint={hint} />
        </Radio>
      ))}
    </FieldSet>
  );
}

/** Any of several. */
export function ChecksField({ options, ...common }: Common & { options: Option[] }) {
  const { frame } = describe(common);
  const chosen = listOf(common.form, common.name);
  return (
    <FieldSet {...frame}>
      {options.map(({ value, label, hint }) => (
        <Checkbox
          key={value}
          name={common.name}
          value={value}
          defaultChecked={chosen.includes(value)}
        >
          <OptionWords label={label} hint={hint} />
        </Checkbox>
      ))}
    </FieldSet>
  );
}

function OptionWords({ label, hint }: Omit<Option, "value">) {
  return (
    <span className="grid min-w-0">
      <span>{label}</span>
      {hint != null && <span className="text-muted-foreground text-xs">{hint}</span>}
    </span>
  );
}
