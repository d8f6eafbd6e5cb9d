import { Bell, Menu } from "lucide-react";
import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { Palette } from "@/components/jump/palette";
import { AccountMenu, type AccountMenuProps } from "@/components/shell/account-menu";
import { OrganizationMark } from "@/components/shell/brand";
import { DemoRibbon } from "@/components/shell/demo-ribbon";
import { Navigation, type NavigationMenu } from "@/components/shell/navigation";
import { type SealState, SealStatus } from "@/components/shell/seal-status";
import { SkipLinks } from "@/components/shell/skip-links";
import { SoftLink } from "@/components/shell/soft-link";
import { SoftLinks } from "@/components/shell/soft-links";

export type AppShellProps = AccountMenuProps & {
  organization: { name: string; isDemo: boolean; logoDigest: string | null };
  menu: NavigationMenu;
  /** What the palette offers before anything is typed. */
  jumps: { label: string; href: string }[];
  /** Null while there is no verification to speak of. */
  seal: { state: SealState; href: string | null } | null;
  /** How many notifications were not read. */
  unreadCount: number;
  children: ReactNode;
};

export function AppShell({
  organization,
  menu,
  jumps,
  seal,
  unreadCount,
  children,
  ...account
}: AppShellProps) {
  return (
    <div
      data-demo={organization.isDemo ? "" : undefined}
      className="min-h-dvh [--top:3rem] data-demo:[--top:4.5rem]"
    >
      <SkipLinks />
      <SoftLinks />
      <header
        data-slot="top-bar"
        className="relative z-35 border-b [border-bottom-color:var(--brand,var(--border))] bg-background md:sticky md:top-0 md:h-(--top)"
      >
        {organization.isDemo && <DemoRibbon />}
        <div className="flex h-12 items-center gap-2 px-4 max-md:px-2">
          <SoftLink
            href="/"
            className="flex min-h-12 min-w-0 items-center gap-2 font-semibold max-md:px-2 md:w-50 md:shrink-0"
          >
            <OrganizationMark logo={organization.logoDigest} />
            <HostileText text={organization.name} className="truncate" />
          </SoftLink>
          <Palette places={jumps} />
          <div className="ml-auto flex items-center">
            {seal !== null && <SealStatus state={seal.state} href={seal.href} />}
            <Notifications unreadCount={unreadCount} />
          </div>
          <details className="md:hidden">
            <summary
              aria-label="Menu"
              className="ml-auto flex size-11 items-center justify-center rounded-md hover:bg-accent"
            >
              <Menu aria-hidden className="size-5" />
            </summary>
            <nav
              aria-label="Main menu"
              className={
                "absolute inset-x-0 top-full grid max-h-[calc(100dvh-100%)] gap-2 " +
                "overflow-y-auto overscroll-contain border-b bg-background p-2"
              }
            >
              <Navigation menu={menu} />
              <AccountMenu {...account} />
            </nav>
          </details>
        </div>
      </header>
      <div className="md:grid md:grid-cols-[200px_minmax(0,1fr)] print:block">
        <nav
          aria-label="Main"
          className={
            "sticky top-(--top) flex h-[calc(100dvh-var(--top))] flex-col justify-between " +
            "gap-2 border-r bg-muted p-2 max-md:hidden"
          }
        >
          <div className="-m-2 min-h-0 overflow-y-auto p-2">
            <Navigation menu={menu} />
          </div>
          <AccountMenu {...account} />
        </nav>
        <main id="content" tabIndex={-1} className="min-w-0 focus:outline-none">
          {children}
        </main>
      </div>
    </div>
  );
}

function Notifications({ unreadCount }: { unreadCount: number }) {
  const count = unreadCount.toLocaleString("en-GB");
  return (
    <SoftLink
      href="/me/notifications"
      aria-label={unreadCount === 0 ? "Notifications" : `Notifications, ${count} new`}
      className="flex min-h-8 min-w-8 items-center justify-center gap-1 rounded-md px-2 text-sm hover:bg-accent max-md:min-h-11"
    >
      <Bell aria-hidden className="size-4" />
      {unreadCount > 0 && (
        <span className="font-medium text-primary tabular-nums">{count}</span>
      )}
    </SoftLink>
  );
}
