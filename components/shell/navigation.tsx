import {
  BellRing,
  Bookmark,
  BriefcaseBusiness,
  Building2,
  ClipboardCheck,
  Download,
  FolderCheck,
  History,
  LayoutDashboard,
  type LucideIcon,
  ScrollText,
  Settings,
  ShieldAlert,
  ShieldCheck,
} from "lucide-react";
import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { NavigationLink } from "@/components/shell/navigation-link";
import type { PlaceIcon } from "@/lib/access/places";

const icons = {
  activity: History,
  alerts: BellRing,
  cases: BriefcaseBusiness,
  clients: Building2,
  evidence: FolderCheck,
  exports: Download,
  integrity: ShieldCheck,
  log: ScrollText,
  overview: LayoutDashboard,
  reviews: ClipboardCheck,
  security: ShieldAlert,
  settings: Settings,
  views: Bookmark,
} as const satisfies Record<PlaceIcon, LucideIcon>;

export type NavigationItem = {
  label: string;
  href: string;
  icon: PlaceIcon;
  /** Also current on every address below this one. */
  within?: string;
  /** Something waiting there: "2" beside Alerts. */
  count?: number;
};

export type NavigationMenu = {
  main: NavigationItem[];
  /** Saved views, as links to the log; none leaves the group out. */
  views: { label: string; href: string }[];
  /** Below a line at the end of the menu: Settings. */
  end: NavigationItem[];
};

const look =
  "group flex min-h-8 items-center gap-2 rounded-md px-2 text-sm text-muted-foreground " +
  "hover:bg-accent max-md:min-h-11 " +
  "aria-[current=page]:bg-accent aria-[current=page]:font-medium " +
  "aria-[current=page]:text-foreground";

export function Navigation({ menu }: { menu: NavigationMenu }) {
  return (
    <div className="grid gap-2">
      <Group>
        {menu.main.map((item) => (
          <Item
            key={item.href}
            {...item}
            others={menu.main.filter(({ href }) => href.startsWith(`${item.href}/`))}
          />
        ))}
      </Group>
      {menu.views.length > 0 && (
        <Group heading="Views">
          {menu.views.map(({ label, href }) => (
            <li key={href}>
              <NavigationLink href={href} className={look}>
                <HostileText text={label} className="truncate" />
              </NavigationLink>
            </li>
          ))}
        </Group>
      )}
      {menu.end.length > 0 && (
        <Group>
          {menu.end.map((item) => (
            <Item key={item.href} {...item} />
          ))}
        </Group>
      )}
    </div>
  );
}

function Group({ heading, children }: { heading?: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5 not-first:border-t not-first:pt-2">
      {heading !== undefined && (
        <h2 className="px-2 pb-0.5 font-medium text-muted-foreground text-xs">
          {heading}
        </h2>
      )}
      <ul className="grid gap-0.5">{children}</ul>
    </div>
  );
}

function Item({
  label,
  href,
  icon,
  within,
  count,
  others = [],
}: NavigationItem & {
  /** Those below this one that have items of their own. */
  others?: NavigationItem[];
}) {
  const Icon = icons[icon];
  return (
    <li>
      <NavigationLink
        href={href}
        within={within}
        besides={others.map((one) => one.href)}
        className={look}
      >
        <Icon
          aria-hidden
          className="size-4 shrink-0 group-aria-[current=page]:text-primary"
        />
        {label}
        {count !== undefined && count > 0 && (
          <span className="ml-auto tabular-nums">{count.toLocaleString("en-GB")}</span>
        )}
      </NavigationLink>
    </li>
  );
}
