import { SelectField, TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { ReasonFields } from "@/components/forms/reason-fields";
import { listTimeZones } from "@/components/forms/time-zones";
import { SettingsSection } from "@/components/settings/settings-section";
import type { FormState } from "@/lib/forms/model";
import { backgrounds, contrastMin, contrastOf } from "@/lib/organizations/colour";
import type { Asked } from "@/lib/reasons/model";

const labels = {
  brandLight: "Colour, light theme",
  brandDark: "Colour, dark theme",
};

export function OrganizationSection({
  form,
  settings,
  asked,
}: {
  form: FormState;
  settings: { brandLight: string | null; brandDark: string | null };
  asked: Asked;
}) {
  return (
    <SettingsSection
      title="Name, time and colour"
      says="As staff, clients and bundles see them."
    >
      <Form form={form} action="/api/organization" submit="Save" labels={labels}>
        <TextField form={form} name="name" autoComplete="organization" maxLength={200} />
        <SelectField form={form} name="timeZone" options={listTimeZones()} />
        {(["light", "dark"] as const).map((theme) => {
          const name = theme === "light" ? "brandLight" : "brandDark";
          return (
            <TextField
              key={theme}
              form={form}
              name={name}
              label={labels[name]}
              isOptional
              hint={describeColour(theme, settings[name])}
              className="w-36 font-mono"
              spellCheck={false}
              autoComplete="off"
              placeholder={theme === "light" ? "#0b6b43" : "#4fc48d"}
            />
          );
        })}
        <ReasonFields form={form} asked={asked} />
      </Form>
    </SettingsSection>
  );
}

function describeColour(theme: keyof typeof backgrounds, colour: string | null): string {
  const needs = `Read on ${backgrounds[theme]}: a contrast of ${contrastMin}:1 or more.`;
  if (colour === null) return needs;
  const ratio = contrastOf(colour, backgrounds[theme]).toFixed(1);
  return `${needs} The one in use has ${ratio}:1.`;
}
