import type { ReactNode } from "react";
import { Notice } from "@/components/forms/notice";
import { AppShell } from "@/components/shell/app-shell";
import { BrandStyle } from "@/components/shell/brand";
import type { NavigationMenu } from "@/components/shell/navigation";
import { OrganizationSwitcher } from "@/components/shell/organization-switcher";
import type { Principal } from "@/lib/access/model";
import { listPlaces, type Place, placeGroups } from "@/lib/access/places";
import { loadNotice } from "@/lib/forms/loaders";
import { loadOtherOrganizations } from "@/lib/memberships/loaders";
import { loadNonce, loadShell, loadTheme } from "@/lib/organizations/loaders";

/** The frame of every staff page; the gate is in each page's loader, not here. */
export default async function Layout({ children }: { children: ReactNode }) {
  const shell = await loadShell();
  if (!shell) return children;
  const { organization, person } = shell;
  const notice = await loadNotice();
  return (
    <>
      <BrandStyle
        light={organization.brandLight}
        dark={organization.brandDark}
        nonce={await loadNonce()}
      />
      <AppShell
        organization={organization}
        menu={listMenu(person)}
        jumps={placeGroups.flatMap((group): Place[] => listPlaces(person, group))}
        seal={null}
        account={person}
        places={listPlaces(person, "me")}
        switcher={<OrganizationSwitcher organizations={await loadOtherOrganizations()} />}
        signOut={{ action: "/api/sign-out" }}
        theme={{ current: await loadTheme(), target: { action: "/api/theme" } }}
      >
        {notice && <Notice {...notice} />}
        {children}
      </AppShell>
    </>
  );
}

function listMenu(person: Principal): NavigationMenu {
  const [settings] = listPlaces(person, "settings");
  return {
    main: listPlaces(person, "main"),
    views: [],
    end: settings
      ? [
          {
            label: "Settings",
            href: settings.href,
            icon: "settings",
            within: "/settings",
          },
        ]
      : [],
  };
}
