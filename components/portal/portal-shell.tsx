import { ChevronDown, LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { PortalMark } from "@/components/portal/portal-mark";
import { DemoRibbon } from "@/components/shell/demo-ribbon";
import { PostForm } from "@/components/shell/post-form";
import { type Theme, ThemeChoice } from "@/components/shell/theme-choice";
import { Disclosure } from "@/components/ui/disclosure";

export type PortalShellProps = {
  title: string;
  provider: string;
  isDemo: boolean;
  logoHref: string | null;
  base: string;
  account: { name: string; email: string; theme: Theme; switcher: ReactNode } | null;
  children: ReactNode;
};

/** What stands around a portal: whose activity it is, by whom, and who is looking. */
export function PortalShell(props: PortalShellProps) {
  const { title, provider, isDemo, logoHref, base, account, children } = props;
  return (
    <div className="flex min-h-dvh flex-col">
      {account !== null && (
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:z-40 focus:m-2 focus:rounded-md focus:bg-popover focus:px-3 focus:py-2"
        >
          Skip to the activity
        </a>
      )}
      <header className="border-b [border-bottom-color:var(--brand,var(--border))]">
        {isDemo && <DemoRibbon />}
        <div className="mx-auto flex w-full max-w-4xl items-center gap-x-4 px-6 py-3 max-md:px-4">
          <a
            href={base}
            className="flex min-w-0 flex-1 items-center gap-3 max-md:min-h-11"
          >
            <PortalMark logoHref={logoHref} />
            <span className="min-w-0">
              <HostileText
                text={title}
                className="block truncate font-semibold leading-5"
              />
              <span className="block truncate text-muted-foreground text-xs">
                Activity on your account, by <HostileText text={provider} />
              </span>
            </span>
          </a>
          {account !== null && <PortalAccount {...account} />}
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-4xl flex-1 px-6 py-5 focus:outline-none max-md:px-4"
      >
        {children}
      </main>
      <footer className="border-t">
        <p className="mx-auto w-full max-w-4xl px-6 py-4 text-muted-foreground text-sm max-md:px-4">
          Read-only. Questions about an entry? Tell <HostileText text={provider} /> its
          number.
        </p>
      </footer>
    </div>
  );
}

const row =
  "flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-sm hover:bg-accent max-md:min-h-11";

function PortalAccount({
  name,
  email,
  theme,
  switcher,
}: NonNullable<PortalShellProps["account"]>) {
  return (
    <div className="relative shrink-0">
      <Disclosure>
        <summary
          aria-label={`Account of ${name}`}
          className="flex min-h-9 max-w-56 items-center gap-1.5 rounded-md px-2 text-sm hover:bg-accent max-md:min-h-11"
        >
          <HostileText text={name} className="truncate" />
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
        </summary>
        <div className="absolute right-0 z-30 mt-1 grid w-60 gap-2 rounded-md border bg-popover p-2">
          <HostileText
            text={email}
            className="block truncate px-2 text-muted-foreground text-xs"
          />
          {switcher}
          <ThemeChoice current={theme} target={{ action: "/api/theme" }} />
          <PostForm target={{ action: "/api/sign-out" }}>
            <button type="submit" className={row}>
              <LogOut aria-hidden className="size-4" />
              Sign out
            </button>
          </PostForm>
        </div>
      </Disclosure>
    </div>
  );
}
