import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { loadShell, loadTheme } from "@/lib/organizations/loaders";

/** The frame of every staff page; the gate is in each page's loader, not here. */
export default async function Layout({ children }: { children: ReactNode }) {
  const shell = await loadShell();
  if (!shell) return children;
  const { organization, person, path } = shell;
  return (
    <AppShell
      organization={organization}
      navigation={[
        {
          label: "Audit log",
          href: "/admin/audit-logs",
          icon: "log",
          isCurrent: path.startsWith("/admin/audit-logs"),
        },
      ]}
      seal={null}
      hasList
      account={person}
      signOut={{ action: "/api/sign-out" }}
      theme={{
        current: await loadTheme(),
        target: { action: "/api/theme" },
        next: path,
      }}
    >
      {children}
    </AppShell>
  );
}
