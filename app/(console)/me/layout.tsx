import type { ReactNode } from "react";
import { PageTabs } from "@/components/shell/page-tabs";
import { listPlaces } from "@/lib/access/places";
import { loadShell } from "@/lib/organizations/loaders";

/** One's own pages, side by side. */
export default async function Layout({ children }: { children: ReactNode }) {
  const shell = await loadShell();
  return (
    <>
      {shell && <PageTabs label="My pages" tabs={listPlaces(shell.person, "me")} />}
      {children}
    </>
  );
}
