import type { Coverage } from "@/lib/incidents/model";

const count = (value: number) => value.toLocaleString("en-GB");

/** Of all entries there ever were: how many are pruned, verified, and still to be read. */
export function CoverageBar({ coverage }: { coverage: Coverage }) {
  const { pruned, verified, tail, total } = coverage;
  const parts = [
    { name: "pruned, sealed", value: pruned, look: "bg-input" },
    { name: "verified", value: verified, look: "bg-seal-ok" },
    { name: "not yet verified", value: tail, look: "bg-seal-old" },
  ].filter(({ value }) => value > 0);
  const words = parts.map(({ name, value }) => `${count(value)} ${name}`).join(", ");
  return (
    <figure className="grid gap-2">
      <div
        role="img"
        aria-label={total === 0 ? "No entries yet" : `Of ${count(total)}: ${words}`}
        className="flex h-3 gap-px overflow-hidden rounded-sm bg-accent"
      >
        {parts.map(({ name, value, look }) => (
          <span key={name} className={look} style={{ flexGrow: value, minWidth: 3 }} />
        ))}
      </div>
      <figcaption className="flex flex-wrap justify-between gap-x-6 gap-y-1 text-muted-foreground text-xs">
        <span>oldest kept #{count(pruned)}</span>
        <span className="flex flex-wrap gap-x-4">
          {parts.map(({ name, value, look }) => (
            <span key={name} className="flex items-center gap-1.5">
              <span aria-hidden className={`size-2 rounded-full ${look}`} />
              {count(value)} {name}
            </span>
          ))}
        </span>
        <span>newest #{count(Math.max(0, total - 1))}</span>
      </figcaption>
    </figure>
  );
}
