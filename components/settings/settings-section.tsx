import type { ReactNode } from "react";

/** One topic of a settings page, with its name beside it on a wide screen. */
export function SettingsSection({
  title,
  children,
  says,
}: {
  title: string;
  says?: ReactNode;
  children: ReactNode;
}) {
  const id = title.toLowerCase().replace(/[^a-z]+/g, "-");
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-8 gap-y-4 border-t px-6 py-6 max-md:px-4 lg:grid-cols-[16rem_minmax(0,1fr)]"
    >
      <div className="grid content-start gap-1">
        <h2 id={id} className="font-semibold text-base">
          {title}
        </h2>
        {says !== undefined && <p className="text-muted-foreground text-sm">{says}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
