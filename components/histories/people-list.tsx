import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
import { formatActorPath } from "@/lib/histories/addresses";
import type { Life } from "@/lib/histories/life";

const shownMax = 12;

/** Who is in a story, busiest first, each a link to what they did. */
export function PeopleList({ people }: { people: Life["people"] }) {
  return (
    <aside aria-labelledby="touched-by" className="grid content-start gap-2">
      <h2 id="touched-by" className="font-medium text-sm">
        Touched by
      </h2>
      <ul className="divide-y border-y text-sm">
        {people.slice(0, shownMax).map(({ actor, label, count }) => (
          <li
            key={`${actor.type} ${actor.id} ${actor.email}`}
            className="flex items-center justify-between gap-3 py-1.5"
          >
            <ActorLink href={formatActorPath(actor)} label={label} />
            <span className="text-muted-foreground tabular-nums">
              {count.toLocaleString("en-GB")}
            </span>
          </li>
        ))}
      </ul>
      {people.length > shownMax && (
        <p className="text-muted-foreground text-xs">
          and {(people.length - shownMax).toLocaleString("en-GB")} more
        </p>
      )}
    </aside>
  );
}

function ActorLink({ href, label }: { href: string | null; label: string }) {
  const name = <HostileText text={label} className="truncate" />;
  if (href === null) return <span className="min-w-0 truncate">{name}</span>;
  return (
    <Link
      href={href}
      prefetch={false}
      className="min-w-0 truncate underline-offset-2 hover:underline max-md:py-2"
    >
      {name}
    </Link>
  );
}
