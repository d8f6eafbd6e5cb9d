import type { ReactNode } from "react";
import { Notice } from "@/components/forms/notice";
import { AppShell } from "@/components/shell/app-shell";
import { isAllowed, type Principal } from "@/lib/access/model";
import { permissionOfPage } from "@/lib/access/policy";
import { loadNotice } from "@/lib/forms/loaders";
import { loadShell, loadTheme } from "@/lib/organizations/loaders";

const places = [
  { label: "Audit log", href: "/admin/audit-logs", icon: "log", permission: "log:read" },
  { label: "Clients", href: "/clients", icon: "clients" },
  {
    label: "People",
    href: "/settings/users",
    icon: "settings",
    permission: "users:read",
  },
] as const;

/** The frame of every staff page; the gate is in each page's loader, not here. */
export default async function Layout({ children }: { children: ReactNode }) {
  const shell = await loadShell();
  if (!shell) return children;
  const { organization, person, path } = shell;
  const notice = await loadNotice();
  return (
    <AppShell
      organization={organization}
      navigation={places
        .filter(({ href }) => mayOpen(person, href))
        .map((place) => ({ ...place, isCurrent: path.startsWith(place.href) }))}
      seal={null}
      account={person}
      signOut={{ action: "/api/sign-out" }}
      theme={{
        current: await loadTheme(),
        target: { action: "/api/theme" },
        next: path,
      }}
    >
      {notice && <Notice {...notice} />}
      {children}
    </AppShell>
  );
}

function mayOpen(person: Principal, href: string): boolean {
  const permission = permissionOfPage(href);
  return permission !== null && isAllowed(person, permission);
}
