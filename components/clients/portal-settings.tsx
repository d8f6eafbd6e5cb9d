import { ActionForm } from "@/components/forms/action-form";
import { ChecksField, RadioField, TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { SettingsSection } from "@/components/settings/settings-section";
import { categories } from "@/lib/catalogue/categories";
import { type FormState, listOf } from "@/lib/forms/model";
import { logoBytesMax } from "@/lib/organizations/logo";
import { staffNameForms, staffNameWords } from "@/lib/portal/choices";

type Client = { id: string; slug: string; name: string };
type Logo = { digest: string; width: number; height: number } | null;

const labels = {
  staffNames: "Your people",
  shows: "Also shown",
  hiddenCategories: "Hidden categories",
  displayName: "Name above the portal",
  brandLight: "Accent, light theme",
  brandDark: "Accent, dark theme",
};

/** What a client's own people see, and how it looks to them. */
export function PortalSettings({
  client,
  forms,
  logo,
  mayUpdate,
}: {
  client: Client;
  forms: Record<"portal" | "logo" | "removal", FormState>;
  logo: Logo;
  mayUpdate: boolean;
}) {
  return (
    <fieldset disabled={!mayUpdate} className="grid gap-8 px-6 max-md:px-4">
      <legend className="sr-only">The portal of {client.name}</legend>
      <SettingsSection
        title="What they see"
        says="Hidden parts never leave the server: not on a page, in a file, nor by a search. That they are recorded can still be verified."
      >
        <Choices client={client} form={forms.portal} />
      </SettingsSection>
      <LogoSection client={client} forms={forms} logo={logo} />
    </fieldset>
  );
}

function Choices({ client, form }: { client: Client; form: FormState }) {
  return (
    <Form
      form={form}
      action={`/api/clients/${client.id}/portal`}
      submit="Save"
      labels={labels}
    >
      <input type="hidden" name="page" value={client.slug} />
      <RadioField
        form={form}
        name="staffNames"
        label={labels.staffNames}
        options={staffNameForms.map((value) => ({ value, ...staffNameWords[value] }))}
      />
      <ChecksField
        form={form}
        name="shows"
        label={labels.shows}
        isOptional
        options={[
          {
            value: "addresses",
            label: "IP addresses and devices",
            hint: "Of your people and systems",
          },
          {
            value: "notes",
            label: "Internal notes",
            hint: "Reasons, metadata, and what was sent to other systems and answered",
          },
        ]}
      />
      <details open={listOf(form, "hiddenCategories").length > 0}>
        <summary className="w-fit rounded-md text-primary text-sm underline-offset-2 hover:underline max-md:min-h-11">
          Hide whole categories
        </summary>
        <div className="pt-3">
          <ChecksField
            form={form}
            name="hiddenCategories"
            label={labels.hiddenCategories}
            isOptional
            options={categories.map(({ id, words }) => ({ value: id, label: words }))}
          />
        </div>
      </details>
      <TextField
        form={form}
        name="displayName"
        label={labels.displayName}
        isOptional
        maxLength={200}
        placeholder={client.name}
        autoComplete="off"
      />
      {(["brandLight", "brandDark"] as const).map((name) => (
        <TextField
          key={name}
          form={form}
          name={name}
          label={labels[name]}
          isOptional
          hint="Without one the organization’s."
          className="w-36 font-mono"
          spellCheck={false}
          autoComplete="off"
          placeholder={name === "brandLight" ? "#0b6b43" : "#4fc48d"}
        />
      ))}
    </Form>
  );
}

function LogoSection({
  client,
  forms,
  logo,
}: {
  client: Client;
  forms: Record<"logo" | "removal", FormState>;
  logo: Logo;
}) {
  const path = `/api/clients/${client.id}/portal-logo`;
  const where = <input type="hidden" name="page" value={client.slug} />;
  return (
    <SettingsSection
      title="Logo"
      says="Above the portal; without one the organization’s."
    >
      <div className="grid gap-4">
        {logo !== null && (
          <div className="flex flex-wrap items-center gap-4">
            {/* biome-ignore lint/performance/noImgElement: the optimizer is off, and an image of a session's own is never cached for others */}
            <img
              src={`${path}?${logo.digest.slice(0, 8)}`}
              alt={`Logo of ${client.name}`}
              className="h-12 max-w-48 rounded-md border bg-background object-contain p-1"
            />
            <span className="text-muted-foreground text-sm tabular-nums">
              {logo.width} × {logo.height} pixels
            </span>
            <ActionForm
              form={forms.removal}
              id="logo"
              action={`${path}/removal`}
              label="Remove"
              title="Remove the logo?"
              tone="danger"
              size="small"
            >
              {where}
            </ActionForm>
          </div>
        )}
        <Form
          form={forms.logo}
          action={path}
          submit={logo === null ? "Upload" : "Replace"}
          encType="multipart/form-data"
        >
          {where}
          <TextField
            form={forms.logo}
            name="logo"
            label="Image"
            type="file"
            accept="image/png,image/jpeg"
            hint={`PNG or JPEG, at most ${logoBytesMax / 1024} KiB and 1024 pixels a side.`}
            className="h-auto p-1.5 max-md:h-auto"
          />
        </Form>
      </div>
    </SettingsSection>
  );
}
