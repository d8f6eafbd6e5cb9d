import type { ReactNode } from "react";
import { Notice } from "@/components/forms/notice";
import { PortalShell } from "@/components/portal/portal-shell";
import { BrandStyle } from "@/components/shell/brand";
import { OrganizationSwitcher } from "@/components/shell/organization-switcher";
import { loadNotice } from "@/lib/forms/loaders";
import { loadOtherOrganizations } from "@/lib/memberships/loaders";
import { loadNonce, loadTheme } from "@/lib/organizations/loaders";
import { loadPortalFrame } from "@/lib/portal/loaders";

/** The frame of every page of a portal; the gate is in each page's loader, not here. */
export default async function Layout({ children }: { children: ReactNode }) {
  const loaded = await loadPortalFrame();
  if (!loaded) return children;
  const { frame, person } = loaded;
  const { look, ...around } = frame;
  const notice = await loadNotice();
  const others = await loadOtherOrganizations();
  const { name, email } = person;
  return (
    <>
      <BrandStyle light={look.light} dark={look.dark} nonce={await loadNonce()} />
      <PortalShell
        {...around}
        logoHref={look.logoHref}
        base="/portal"
        account={{
          name,
          email,
          theme: await loadTheme(),
          switcher: <OrganizationSwitcher organizations={others} />,
        }}
      >
        {notice && <Notice {...notice} />}
        {children}
      </PortalShell>
    </>
  );
}
