import type { ReactNode } from "react";
import { Notice } from "@/components/forms/notice";
import { IntegrityBanner } from "@/components/integrity/integrity-banner";
import { AppShell } from "@/components/shell/app-shell";
import { BrandStyle } from "@/components/shell/brand";
import type { NavigationMenu } from "@/components/shell/navigation";
import { OrganizationSwitcher } from "@/components/shell/organization-switcher";
import type { SealState } from "@/components/shell/seal-status";
import { isOfPortal, type Principal } from "@/lib/access/model";
import { listPlaces, type Place, placeGroups } from "@/lib/access/places";
import { loadOpenAlertCount } from "@/lib/alerts/loaders";
import { loadNotice } from "@/lib/forms/loaders";
import { type LoadedSeal, loadSeal } from "@/lib/incidents/loaders";
import { loadOtherOrganizations } from "@/lib/memberships/loaders";
import { loadUnreadCount } from "@/lib/notifications/loaders";
import { loadNonce, loadShell, loadTheme } from "@/lib/organizations/loaders";
import { type LoadedViews, loadViews } from "@/lib/views/loaders";
import { formatViewHref } from "@/lib/views/model";

/** The built-in views that stand in the menu beside one's own. */
const menuViews = ["failed-sign-ins", "deletions", "after-hours", "mine"];

/** The frame of every staff page; the gate is in each page's loader, not here. */
export default async function Layout({ children }: { children: ReactNode }) {
  const shell = await loadShell();
  if (!shell || isOfPortal(shell.person)) return children;
  const { organization, person } = shell;
  const [notice, views, unreadCount] = await Promise.all([
    loadNotice(),
    loadViews(),
    loadUnreadCount(),
  ]);
  const seal = await loadSeal();
  return (
    <>
      <BrandStyle
        light={organization.brandLight}
        dark={organization.brandDark}
        nonce={await loadNonce()}
      />
      <AppShell
        organization={organization}
        menu={listMenu(person, views, await loadOpenAlertCount())}
        jumps={placeGroups.flatMap((group): Place[] => listPlaces(person, group))}
        seal={seal && describeSeal(seal)}
        unreadCount={unreadCount}
        account={person}
        places={listPlaces(person, "me")}
        switcher={<OrganizationSwitcher organizations={await loadOtherOrganizations()} />}
        signOut={{ action: "/api/sign-out" }}
        theme={{ current: await loadTheme(), target: { action: "/api/theme" } }}
      >
        <IntegrityBanner incidents={seal?.incidents ?? []} />
        {notice && <Notice {...notice} />}
        {children}
      </AppShell>
    </>
  );
}

function describeSeal(seal: LoadedSeal): { state: SealState; href: string | null } {
  const { state: kind, idx, verifiedAt, mayOpen } = seal;
  return {
    state: { kind, idx, verifiedAt, now: Date.now() },
    href: mayOpen ? "/integrity" : null,
  };
}

function listMenu(
  person: Principal,
  views: LoadedViews | null,
  openAlertCount: number,
): NavigationMenu {
  const [settings] = listPlaces(person, "settings");
  return {
    main: listPlaces(person, "main").map((place) =>
      place.href === "/alerts" ? { ...place, count: openAlertCount } : place,
    ),
    views: views === null ? [] : listMenuViews(views),
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

function listMenuViews({ saved, builtIn }: LoadedViews): NavigationMenu["views"] {
  const common = builtIn.filter(({ id }) => menuViews.includes(id));
  return [
    ...[...saved, ...common].map((view) => ({
      label: view.name,
      href: formatViewHref("/admin/audit-logs", view),
    })),
    { label: "All views", href: "/views" },
  ];
}
