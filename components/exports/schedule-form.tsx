import {
  ChecksField,
  RadioField,
  SelectField,
  TextAreaField,
  TextField,
} from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { exportFormats, formatWords } from "@/lib/export-requests/model";
import { cadences, weekdays } from "@/lib/export-schedules/model";
import { relativeTokens, tokenWords } from "@/lib/export-schedules/tokens";
import type { FormState } from "@/lib/forms/model";

const cadenceWords = {
  daily: "Every day",
  weekly: "Every week, on the day below",
  monthly: "Every month, on the day below; a shorter month ends it",
} as const;

const monthdays = Array.from({ length: 31 }, (_, at) => String(at + 1));

/** What is sent, how often, and to whom. */
export function ScheduleForm({
  form,
  query,
  action,
  submit,
  zones,
}: {
  form: FormState;
  query: string;
  action: string;
  submit: string;
  zones: { value: string; label: string }[];
}) {
  return (
    <Form form={form} action={action} submit={submit} cancelHref="/exports/schedules">
      <input type="hidden" name="query" value={query} />
      <TextField form={form} name="name" label="Name" maxLength={80} />
      <SelectField
        form={form}
        name="covers"
        label="Covers"
        options={relativeTokens.map((value) => ({ value, label: tokenWords[value] }))}
      />
      <SelectField
        form={form}
        name="format"
        label="Format"
        options={exportFormats.map((value) => ({
          value,
          label: formatWords[value].name,
        }))}
      />
      <ChecksField
        form={form}
        name="withManifest"
        label="Manifest"
        options={[{ value: "on", label: "Include a signed manifest, as a zip" }]}
      />
      <RadioField
        form={form}
        name="cadence"
        label="How often"
        options={cadences.map((value) => ({ value, label: cadenceWords[value] }))}
      />
      <div className="grid grid-cols-2 gap-4">
        <SelectField
          form={form}
          name="weekday"
          label="Day of the week"
          options={weekdays.map((label, at) => ({ value: String(at), label }))}
        />
        <SelectField
          form={form}
          name="monthday"
          label="Day of the month"
          options={monthdays.map((value) => ({ value, label: value }))}
        />
        <TextField form={form} name="localTime" label="At" type="time" />
        <SelectField form={form} name="zone" label="Time zone" options={zones} />
      </div>
      <TextAreaField
        form={form}
        name="recipients"
        label="Recipients"
        hint="One a line. Staff of the organization, or addresses that confirmed a link."
        rows={4}
      />
    </Form>
  );
}
