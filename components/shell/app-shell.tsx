import { Menu } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { AccountMenu, type AccountMenuProps } from "@/components/shell/account-menu";
import { DemoRibbon } from "@/components/shell/demo-ribbon";
import { Navigation, type NavigationItem } from "@/components/shell/navigation";
import { Seal } from "@/components/shell/seal";
import { type SealState, SealStatus } from "@/components/shell/seal-status";
import { SkipLinks } from "@/components/shell/skip-links";

export type AppShellProps = AccountMenuProps & {
  organization: { name: string; isDemo: boolean };
  navigation: NavigationItem[];
  /** Null while there is no verification to speak of. */
  seal: { state: SealState; href: string | null } | null;
  /** Whether the page has filters and a table to skip to. */
  hasList?: boolean;
  children: ReactNode;
};

export function AppShell({
  organization,
  navigation,
  seal,
  hasList = false,
  children,
  ...account
}: AppShellProps) {
  return (
    <>
      <SkipLinks hasList={hasList} />
      {organization.isDemo && <DemoRibbon />}
      <div className="grid min-h-dvh md:grid-cols-[200px_minmax(0,1fr)] md:grid-rows-[48px_1fr] max-md:grid-rows-[auto_1fr] print:block">
        <header
          data-slot="top-bar"
          className="col-span-full flex items-center gap-2 border-b px-4 max-md:flex-wrap max-md:px-2"
        >
          <Link
            href="/"
            className="flex min-w-0 items-center gap-2 font-semibold max-md:min-h-12 max-md:px-2"
          >
            <Seal className="size-5 shrink-0 text-seal-ok" />
            <HostileText text={organization.name} className="truncate" />
          </Link>
          <div className="ml-auto flex items-center">
            {seal !== null && <SealStatus state={seal.state} href={seal.href} />}
          </div>
          <details className="md:hidden open:w-full open:pb-2">
            <summary
              aria-label="Menu"
              className="ml-auto flex size-11 items-center justify-center rounded-md hover:bg-accent"
            >
              <Menu aria-hidden className="size-5" />
            </summary>
            <nav aria-label="Main menu" className="grid gap-2">
              <Navigation items={navigation} />
              <AccountMenu {...account} />
            </nav>
          </details>
        </header>
        <nav
          aria-label="Main"
          className="sticky top-0 flex flex-col justify-between border-r bg-muted p-2 max-md:hidden md:h-[calc(100dvh-48px)]"
        >
          <Navigation items={navigation} />
          <AccountMenu {...account} />
        </nav>
        <main id="content" tabIndex={-1} className="min-w-0 focus:outline-none">
          {children}
        </main>
      </div>
    </>
  );
}
