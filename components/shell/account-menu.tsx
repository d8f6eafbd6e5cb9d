import { ChevronsUpDown, LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { NavigationLink } from "@/components/shell/navigation-link";
import { PostForm, type PostTarget } from "@/components/shell/post-form";
import { type Theme, ThemeChoice } from "@/components/shell/theme-choice";
import { Disclosure } from "@/components/ui/disclosure";

export type Account = { name: string; email: string; role: string };

export type AccountMenuProps = {
  account: Account;
  signOut: PostTarget;
  /** Null leaves the choice out. */
  theme: { current: Theme; target: PostTarget } | null;
  /** The reader's own pages. */
  places: { label: string; href: string }[];
  /** The other organizations of this person; null for the only one. */
  switcher: ReactNode;
};

const row =
  "flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-sm hover:bg-accent " +
  "max-md:min-h-11 aria-[current=page]:font-medium";

export function AccountMenu({
  account,
  signOut,
  theme,
  places,
  switcher,
}: AccountMenuProps) {
  return (
    <Disclosure>
      <summary
        aria-label={`Account of ${account.name}`}
        className="flex min-h-10 items-center gap-2 rounded-md px-2 text-sm hover:bg-accent"
      >
        <span className="min-w-0 flex-1">
          <HostileText text={account.name} className="block truncate leading-4" />
          <span className="block text-muted-foreground text-xs capitalize">
            {account.role}
          </span>
        </span>
        <ChevronsUpDown aria-hidden className="size-3.5 text-muted-foreground" />
      </summary>
      <div className="grid gap-2 rounded-md border bg-popover p-2 md:absolute md:bottom-full md:left-0 md:z-30 md:mb-1 md:w-60">
        <HostileText
          text={account.email}
          className="block truncate px-2 text-muted-foreground text-xs"
        />
        {places.length > 0 && (
          <ul>
            {places.map(({ label, href }) => (
              <li key={href}>
                <NavigationLink href={href} isExact className={row}>
                  {label}
                </NavigationLink>
              </li>
            ))}
          </ul>
        )}
        {switcher}
        {theme !== null && <ThemeChoice {...theme} />}
        <PostForm target={signOut}>
          <button type="submit" className={row}>
            <LogOut aria-hidden className="size-4" />
            Sign out
          </button>
        </PostForm>
      </div>
    </Disclosure>
  );
}
