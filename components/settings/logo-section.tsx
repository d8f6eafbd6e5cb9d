import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { ReasonFields } from "@/components/forms/reason-fields";
import { SettingsSection } from "@/components/settings/settings-section";
import type { FormState } from "@/lib/forms/model";
import { logoBytesMax } from "@/lib/organizations/logo";
import type { Asked } from "@/lib/reasons/model";

export function LogoSection({
  forms,
  logo,
  name,
  asked,
}: {
  forms: Record<"upload" | "removal", FormState>;
  logo: { digest: string; width: number; height: number } | null;
  name: string;
  asked: Asked;
}) {
  return (
    <SettingsSection title="Logo" says="Beside the name, above every page.">
      <div className="grid gap-4">
        {logo !== null && (
          <div className="flex flex-wrap items-center gap-4">
            {/* biome-ignore lint/performance/noImgElement: the optimizer is off, and an image of a session's own is never cached for others */}
            <img
              src={`/api/organization/logo?${logo.digest.slice(0, 8)}`}
              alt={`Logo of ${name}`}
              className="h-12 max-w-48 rounded-md border bg-background object-contain p-1"
            />
            <span className="text-muted-foreground text-sm tabular-nums">
              {logo.width} × {logo.height} pixels
            </span>
            <ActionForm
              form={forms.removal}
              id="logo"
              action="/api/organization/logo/removal"
              label="Remove"
              title="Remove the logo?"
              asked={asked}
              tone="danger"
              size="small"
            />
          </div>
        )}
        <Form
          form={forms.upload}
          action="/api/organization/logo"
          submit={logo === null ? "Upload" : "Replace"}
          encType="multipart/form-data"
        >
          <TextField
            form={forms.upload}
            name="logo"
            label="Image"
            type="file"
            accept="image/png,image/jpeg"
            hint={`PNG or JPEG, at most ${logoBytesMax / 1024} KiB and 1024 pixels a side.`}
            className="h-auto p-1.5 max-md:h-auto"
          />
          <ReasonFields form={forms.upload} asked={asked} />
        </Form>
      </div>
    </SettingsSection>
  );
}
