import Link from "next/link";
import type { LoadedLog } from "@/lib/entries/loaders";
import { changeFilter, type View } from "@/lib/entries/view";

const link = "text-primary underline underline-offset-2";

/** An empty result explains itself: what to drop, and how many entries that would give. */
export function NoEntries({
  log,
  href,
}: {
  log: LoadedLog;
  href: (view: View) => string;
}) {
  const helpful = log.relief.filter(({ total }) => total > 0);
  const everything = changeFilter(log.view, {
    range: { kind: "relative", token: "all" },
  });
  return (
    <div className="grid gap-2 px-6 py-10 text-sm">
      <p className="font-medium">No entries match.</p>
      <ul className="grid gap-1">
        {helpful.map(({ chip, total }) => (
          <li key={chip.label}>
            Without “{chip.label}” there {total === 1 ? "is" : "are"}{" "}
            <Link href={href(chip.view)} className={link}>
              {total.toLocaleString("en-GB")} {total === 1 ? "entry" : "entries"}
            </Link>
            .
          </li>
        ))}
        <li>
          <Link href={href(everything)} className={link}>
            Look in the whole log
          </Link>{" "}
          instead of this time range.
        </li>
      </ul>
    </div>
  );
}
