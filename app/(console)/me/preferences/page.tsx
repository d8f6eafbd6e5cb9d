import type { Metadata } from "next";
import { RadioField, SelectField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { listTimeZones } from "@/components/forms/time-zones";
import { PageHeading } from "@/components/shell/page-heading";
import { ThemeChoice } from "@/components/shell/theme-choice";
import { loadTheme } from "@/lib/organizations/loaders";
import { loadPreferencesForm } from "@/lib/preferences/loaders";

export const metadata: Metadata = { title: "Preferences – Custody" };

const zones = [
  { value: "mine", label: "My own zone, as this browser tells it" },
  { value: "client", label: "The zone of the client an entry is about" },
  ...listTimeZones().map((zone) =>
    zone.value === "UTC" ? { ...zone, value: "utc" } : zone,
  ),
];

/** How pages look to one person; nobody else sees a difference. */
export default async function Page() {
  const form = await loadPreferencesForm();
  return (
    <>
      <PageHeading title="Preferences">
        How pages look to you, on every device you sign in on. The log itself is the same
        for everyone.
      </PageHeading>
      <div className="grid gap-6 px-6 py-5 max-md:px-4">
        <section aria-labelledby="theme" className="grid max-w-xl gap-1.5">
          <h2 id="theme" className="font-medium text-sm">
            Theme
          </h2>
          <ThemeChoice current={await loadTheme()} target={{ action: "/api/theme" }} />
        </section>
        <Form form={form} action="/api/preferences" submit="Save preferences">
          <input type="hidden" name="next" value="/me/preferences" />
          <SelectField form={form} name="zone" label="Time zone" options={zones} />
          <RadioField
            form={form}
            name="density"
            options={[
              { value: "comfortable", label: "Comfortable", hint: "Two lines a row." },
              { value: "compact", label: "Compact", hint: "One line a row." },
            ]}
          />
          <RadioField
            form={form}
            name="shortcuts"
            label="Single-letter shortcuts"
            options={[
              {
                value: "on",
                label: "On",
                hint: "j and k step through the log, / searches.",
              },
              {
                value: "off",
                label: "Off",
                hint: "For speech input and screen readers. Ctrl K still works.",
              },
            ]}
          />
          <RadioField
            form={form}
            name="dock"
            label="Details of an entry"
            options={[
              { value: "off", label: "Over the list" },
              { value: "on", label: "Beside the list", hint: "On wide screens." },
            ]}
          />
        </Form>
      </div>
    </>
  );
}
