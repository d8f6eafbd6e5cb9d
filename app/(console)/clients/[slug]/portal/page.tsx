import type { Metadata } from "next";
import { ClientHeader } from "@/components/clients/client-header";
import { PortalSettings } from "@/components/clients/portal-settings";
import { PreviewLink } from "@/components/clients/preview-link";
import { loadPortalSettings } from "@/lib/portal-settings/loaders";

type Props = { params: Promise<{ slug: string }> };

export const metadata: Metadata = { title: "Portal – Custody" };

/** What this client's own people see of the log, and how it looks to them. */
export default async function Page({ params }: Props) {
  const page = await loadPortalSettings((await params).slug);
  const { client, portal, forms, mayUpdate, mayPreview } = page;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 pb-8">
      <ClientHeader client={client} current="portal">
        {mayPreview && <PreviewLink slug={client.slug} />}
      </ClientHeader>
      <h2 className="sr-only">Portal</h2>
      <PortalSettings
        client={client}
        forms={forms}
        logo={portal.look.logo}
        mayUpdate={mayUpdate}
      />
    </div>
  );
}
