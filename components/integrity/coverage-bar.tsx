import type { Coverage } from "@/lib/incidents/model";

const count = (value: number) => value.toLocaleString("en-GB");

/** Of all entries there ever were: how many are pruned, verified, and still to be read. */
export function CoverageBar({
  coverage,
  hasWarning,
}: {
  coverage: Coverage;
  hasWarning: boolean;
}) {
  const { pruned, verified, tail, total } = coverage;
  const parts = [
    { name: "pruned, sealed", value: pruned, look: "text-input" },
    {
      name: hasWarning ? "read" : "verified",
      value: verified,
      look: readLook(hasWarning),
    },
    { name: "not yet read", value: tail, look: "text-seal-wait" },
  ].filter(({ value }) => value > 0);
  const words = parts.map(({ name, value }) => `${count(value)} ${name}`).join(", ");
  return (
    <figure className="grid gap-2">
      <svg
        role="img"
        aria-label={total === 0 ? "No entries yet" : `Of ${count(total)}: ${words}`}
        className="h-3 w-full overflow-hidden rounded-sm bg-accent"
      >
        {parts.map(({ name, value, look }, at) => {
          const before = parts.slice(0, at).reduce((sum, part) => sum + part.value, 0);
          return (
            <rect
              key={name}
              className={`${look} fill-current`}
              x={share(before, total)}
              width={share(value, total)}
              height="100%"
            />
          );
        })}
      </svg>
      <figcaption className="flex flex-wrap justify-between gap-x-6 gap-y-1 text-muted-foreground text-xs">
        <span>oldest kept #{count(pruned)}</span>
        <span className="flex flex-wrap gap-x-4">
          {parts.map(({ name, value, look }) => (
            <span key={name} className="flex items-center gap-1.5">
              <span aria-hidden className={`size-2 rounded-full bg-current ${look}`} />
              {count(value)} {name}
            </span>
          ))}
        </span>
        <span>newest #{count(Math.max(0, total - 1))}</span>
      </figcaption>
    </figure>
  );
}

/** What was read and holds is green only where all of it does. */
function readLook(hasWarning: boolean): string {
  return hasWarning ? "text-seal-old" : "text-seal-ok";
}

/** An attribute, since the page's policy takes no inline styles. */
function share(value: number, total: number): string {
  return `${Math.max((100 * value) / total, 0).toFixed(3)}%`;
}
