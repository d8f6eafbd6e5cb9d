import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { SoftLink } from "@/components/shell/soft-link";
import { cn } from "@/components/ui/class-names";

export const clientTabs = [
  { name: "overview", label: "Overview", path: "" },
  { name: "audit", label: "Audit", path: "/audit" },
  { name: "contacts", label: "Contacts", path: "/contacts" },
  { name: "portal", label: "Portal", path: "/portal" },
] as const;
export type ClientTab = (typeof clientTabs)[number]["name"];

/** Whose page this is, and the ways to the other pages of the same client. */
export function ClientHeader({
  client,
  current,
  children,
}: {
  client: { slug: string; name: string; timeZone: string };
  current: ClientTab;
  /** What stands at the right end of the title: badges, actions. */
  children?: ReactNode;
}) {
  return (
    <header className="border-b">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-6 pt-4 max-md:px-4">
        <SoftLink
          href="/clients"
          className="-ml-1 inline-flex items-center gap-0.5 text-muted-foreground text-sm underline-offset-2 hover:underline max-md:min-h-11"
        >
          <ChevronLeft aria-hidden className="size-4" />
          Clients
        </SoftLink>
        <h1 className="min-w-0 font-semibold text-xl tracking-tight [overflow-wrap:anywhere]">
          <HostileText text={client.name} />
        </h1>
        <span className="text-muted-foreground text-sm">{client.timeZone}</span>
        {children !== undefined && <div className="ml-auto flex gap-2">{children}</div>}
      </div>
      <nav
        aria-label={`Pages of ${client.name}`}
        className="flex gap-4 overflow-x-auto px-6 pt-1 max-md:px-4"
      >
        {clientTabs.map(({ name, label, path }) => (
          <SoftLink
            key={name}
            href={`/clients/${client.slug}${path}`}
            aria-current={name === current ? "page" : undefined}
            className={cn(
              "-mb-px inline-flex min-h-9 items-center border-b-2 text-sm whitespace-nowrap",
              "max-md:min-h-11",
              name === current
                ? "border-primary font-medium"
                : "border-transparent text-muted-foreground hover:text-foreground",
            )}
          >
            {label}
          </SoftLink>
        ))}
      </nav>
    </header>
  );
}
