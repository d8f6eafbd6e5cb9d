import { NavigationLink } from "@/components/shell/navigation-link";

/** Pages that belong together, as one row of links above each of them. */
export function PageTabs({
  label,
  tabs,
}: {
  label: string;
  tabs: { label: string; href: string }[];
}) {
  if (tabs.length < 2) return null;
  return (
    <nav
      aria-label={label}
      className="overflow-x-auto border-b px-6 max-md:px-4 [scrollbar-width:thin]"
    >
      <ul className="flex gap-4">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <NavigationLink
              href={tab.href}
              isExact={tabs.some(({ href }) => href.startsWith(`${tab.href}/`))}
              className={
                "-mb-px flex min-h-10 items-center border-transparent border-b-2 text-sm " +
                "text-muted-foreground whitespace-nowrap hover:text-foreground " +
                "max-md:min-h-11 aria-[current=page]:border-primary " +
                "aria-[current=page]:font-medium aria-[current=page]:text-foreground"
              }
            >
              {tab.label}
            </NavigationLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
