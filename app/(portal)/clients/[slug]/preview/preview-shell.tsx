import type { ReactNode } from "react";
import { PortalShell } from "@/components/portal/portal-shell";
import { PreviewFrame } from "@/components/portal/preview-frame";
import { BrandStyle } from "@/components/shell/brand";
import { loadNonce } from "@/lib/organizations/loaders";
import { loadPreviewFrame, type Visit } from "@/lib/portal/loaders";

/** The client's own portal, within the frame that says it is a preview. */
export async function PreviewShell({
  visit,
  children,
}: {
  visit: Visit;
  children: ReactNode;
}) {
  const { look, ...around } = await loadPreviewFrame(visit);
  const { clientName, slug } = visit.reader.portal;
  return (
    <>
      <BrandStyle light={look.light} dark={look.dark} nonce={await loadNonce()} />
      <PreviewFrame client={clientName} slug={slug}>
        <PortalShell
          {...around}
          logoHref={look.logoHref}
          base={visit.base}
          account={null}
        >
          {children}
        </PortalShell>
      </PreviewFrame>
    </>
  );
}
