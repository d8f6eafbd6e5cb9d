import type { ReactNode } from "react";

/** The frame of every page that has a message instead of content. */
export function StatePage({
  icon,
  title,
  level: Heading = "h1",
  children,
  actions,
}: {
  icon: ReactNode;
  title: string;
  level?: "h1" | "h2";
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="mx-auto grid max-w-xl gap-3 px-6 py-16 max-md:px-4 max-md:py-10">
      <div className="[&_svg]:size-6 [&_svg]:text-muted-foreground">{icon}</div>
      <Heading className="font-semibold text-xl tracking-tight">{title}</Heading>
      <div className="grid gap-2 text-muted-foreground [overflow-wrap:anywhere]">
        {children}
      </div>
      {actions !== undefined && (
        <div className="mt-2 flex flex-wrap gap-2">{actions}</div>
      )}
    </div>
  );
}
