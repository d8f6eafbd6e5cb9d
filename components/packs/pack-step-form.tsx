import {
  ChecksField,
  RadioField,
  SelectField,
  TextAreaField,
  TextField,
} from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import type { FormState } from "@/lib/forms/model";
import { type Step, steps } from "@/lib/packs/model";
import { nameQuarter } from "@/lib/packs/period";
import { purposeNames, purposes } from "@/lib/packs/purposes";
import { sections } from "@/lib/packs/sections";

type Props = {
  form: FormState;
  clients: { slug: string; name: string }[];
  quarters: string[];
};

/** One step before the last: it keeps what it asks for and leads to the next one. */
export function PackStepForm({
  step,
  ...props
}: Props & { step: Exclude<Step, "review"> }) {
  const before = steps[steps.indexOf(step) - 1];
  return (
    <Form
      form={props.form}
      action="/api/evidence/draft"
      submit="Continue"
      cancelHref={before ? `/evidence/new?step=${before}` : "/evidence"}
      cancel={before ? "Back" : "Cancel"}
      labels={{ clientSlug: "Client" }}
    >
      <input type="hidden" name="step" value={step} />
      <StepFields step={step} {...props} />
    </Form>
  );
}

function StepFields({ step, form, clients, quarters }: Props & { step: Step }) {
  if (step === "purpose") {
    return (
      <RadioField
        form={form}
        name="purpose"
        label="What it is for"
        options={purposeNames.map((value) => ({
          value,
          label: purposes[value].name,
          hint: purposes[value].says,
        }))}
      />
    );
  }
  if (step === "scope") return <ScopeFields {...{ form, clients, quarters }} />;
  return (
    <>
      <ChecksField
        form={form}
        name="sections"
        label="Sections"
        options={sections.map(({ id, name, says }) => ({
          value: id,
          label: name,
          hint: says,
        }))}
      />
      <TextField form={form} name="preparedFor" maxLength={200} isOptional />
      <TextAreaField form={form} name="note" rows={3} maxLength={2000} isOptional />
    </>
  );
}

function ScopeFields({ form, clients, quarters }: Props) {
  const all = { value: "", label: "The whole organization" };
  const custom = { value: "custom", label: "The days below" };
  return (
    <>
      <SelectField
        form={form}
        name="clientSlug"
        label="Client"
        options={[
          all,
          ...clients.map(({ slug, name }) => ({ value: slug, label: name })),
        ]}
      />
      <SelectField
        form={form}
        name="period"
        options={[
          ...quarters.map((value, at) => ({
            value,
            label: at === 0 ? `${nameQuarter(value)}, so far` : nameQuarter(value),
          })),
          custom,
        ]}
      />
      <TextField
        form={form}
        name="from"
        label="First day"
        hint="Only where the period is the days below"
        type="date"
        isOptional
      />
      <TextField form={form} name="to" label="Last day" type="date" isOptional />
    </>
  );
}
