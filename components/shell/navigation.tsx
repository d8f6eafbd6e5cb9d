import {
  BellRing,
  Building2,
  Download,
  FolderCheck,
  History,
  type LucideIcon,
  ScrollText,
  Settings,
  ShieldCheck,
} from "lucide-react";
import Link from "next/link";
import { cn } from "@/components/ui/class-names";

const icons = {
  log: ScrollText,
  clients: Building2,
  alerts: BellRing,
  evidence: FolderCheck,
  exports: Download,
  integrity: ShieldCheck,
  activity: History,
  settings: Settings,
} as const satisfies Record<string, LucideIcon>;

export type NavigationItem = {
  label: string;
  href: string;
  icon: keyof typeof icons;
  isCurrent: boolean;
  /** Something waiting there: "2" beside Alerts. */
  count?: number;
};

export function Navigation({ items }: { items: NavigationItem[] }) {
  return (
    <ul className="grid gap-0.5">
      {items.map(({ label, href, icon, isCurrent, count }) => {
        const Icon = icons[icon];
        return (
          <li key={href}>
            <Link
              href={href}
              aria-current={isCurrent ? "page" : undefined}
              className={cn(
                "flex h-8 items-center gap-2 rounded-md px-2 text-sm hover:bg-accent max-md:h-11",
                isCurrent ? "bg-accent font-medium" : "text-muted-foreground",
              )}
            >
              <Icon aria-hidden className={cn("size-4", isCurrent && "text-primary")} />
              {label}
              {count !== undefined && count > 0 && (
                <span className="ml-auto tabular-nums">{count}</span>
              )}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
