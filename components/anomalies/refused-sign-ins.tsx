import { HostileText } from "@/components/entries/hostile-text";
import { SoftLink } from "@/components/shell/soft-link";

export type RefusedValue = { label: string; count: number; href: string };

/** Who was refused most and from where, each a link to exactly those entries. */
export function RefusedSignIns({
  people,
  addresses,
}: {
  people: RefusedValue[];
  addresses: RefusedValue[];
}) {
  return (
    <div className="border-y">
      <Values title="As whom" values={people} />
      <Values title="From where" values={addresses} />
    </div>
  );
}

function Values({ title, values }: { title: string; values: RefusedValue[] }) {
  const most = Math.max(1, ...values.map(({ count }) => count));
  if (values.length === 0) return null;
  return (
    <div className="py-2">
      <h3 className="px-6 pb-1 text-muted-foreground text-xs max-md:px-4">{title}</h3>
      <ul aria-label={title}>
        {values.map(({ label, count, href }) => (
          <li key={href}>
            <SoftLink
              href={href}
              className="grid min-h-8 grid-cols-[minmax(0,1fr)_4rem_3rem] items-center gap-3 px-6 text-sm hover:bg-muted max-md:min-h-11 max-md:px-4"
            >
              <span className="truncate" title={label}>
                <HostileText text={label} />
              </span>
              <svg
                aria-hidden
                viewBox="0 0 100 4"
                preserveAspectRatio="none"
                className="h-1 w-full"
              >
                <rect width={100} height={4} className="fill-accent" />
                <rect
                  width={(count / most) * 100}
                  height={4}
                  className="fill-muted-foreground"
                />
              </svg>
              <span className="text-right tabular-nums">
                {count.toLocaleString("en-GB")}
              </span>
            </SoftLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
