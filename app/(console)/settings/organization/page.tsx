import type { Metadata } from "next";
import { LogoSection } from "@/components/settings/logo-section";
import { OrganizationSection } from "@/components/settings/organization-section";
import { ReasonSection } from "@/components/settings/reason-section";
import { PageHeading } from "@/components/shell/page-heading";
import { Alert } from "@/components/ui/alert";
import { loadOrganization } from "@/lib/settings/loaders";

export const metadata: Metadata = { title: "Organization – Custody" };

export default async function Page() {
  const { settings, mayUpdate, asked, forms } = await loadOrganization();
  return (
    <div className="pb-8">
      <PageHeading title="Organization">
        Its name for senders and the command line is{" "}
        <code className="text-foreground">{settings.slug}</code>, for ever.
      </PageHeading>
      {!mayUpdate && (
        <div className="px-6 pt-4 max-md:px-4">
          <Alert>Your role reads these settings and changes none.</Alert>
        </div>
      )}
      <fieldset disabled={!mayUpdate} className="mt-6 min-w-0 border-b">
        <legend className="sr-only">Settings of the organization</legend>
        <OrganizationSection
          form={forms.organization}
          settings={settings}
          asked={asked}
        />
        <LogoSection
          forms={{ upload: forms.logo, removal: forms["logo-removal"] }}
          logo={settings.logo}
          name={settings.name}
          asked={asked}
        />
        <ReasonSection form={forms.reasons} asked={asked} />
      </fieldset>
    </div>
  );
}
