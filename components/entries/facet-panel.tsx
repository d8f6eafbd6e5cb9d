import {
  CircleMinus,
  SlidersHorizontal,
  Square,
  SquareCheck,
  SquareMinus,
  X,
} from "lucide-react";
import { FacetSearch } from "@/components/entries/facet-search";
import { HostileText } from "@/components/entries/hostile-text";
import { SheetClose } from "@/components/entries/sheet-close";
import { SoftLink } from "@/components/shell/soft-link";
import { showHidden } from "@/lib/entries/visible-text";

export type FacetItem = {
  value: string;
  label: string;
  count: number;
  state: "free" | "included" | "excluded";
  /** The list with this value taken up, or let go of. */
  href: string;
  /** The list without entries of this value. */
  excludeHref: string;
};

export type FacetGroup = {
  field: string;
  label: string;
  items: FacetItem[];
  /** Entries whose value is not in the list. */
  otherCount: number;
  /** Any value may be typed, not only the listed ones. */
  isOpen: boolean;
};

type Search = {
  action: string;
  pairs: [name: string, value: string][];
  client: string | null;
};

/** Every value as a link with what it would give; a column, or a sheet on a phone. */
export function FacetPanel({
  groups,
  more,
  total,
  search,
}: {
  groups: FacetGroup[];
  /** Fields without counts, for which any value may be typed. */
  more: { field: string; label: string }[];
  total: number;
  search: Search;
}) {
  return (
    <details className="facet-sheet group/sheet">
      <summary className="mx-6 flex h-8 items-center justify-center gap-2 rounded-md border border-input px-3 text-sm max-md:mx-4 max-md:h-11 md:w-fit">
        <SlidersHorizontal aria-hidden className="size-4" />
        Filters
        <X
          aria-hidden
          className="absolute right-4 hidden size-5 max-md:group-open/sheet:block"
        />
      </summary>
      <section aria-label="Filters by value" className="facets text-sm">
        <Pictures />
        {groups.map((group) => (
          <Group key={group.field} group={group} search={search} />
        ))}
        <details className="min-w-0">
          <summary className="flex min-h-7 items-center font-medium text-muted-foreground text-xs hover:underline max-md:min-h-11">
            More fields
          </summary>
          <div className="grid gap-2 pt-1">
            {more.map(({ field, label }) => (
              <FacetSearch key={field} field={field} label={label} {...search} />
            ))}
          </div>
        </details>
        <SheetClose>Show {total.toLocaleString("en-GB")}</SheetClose>
      </section>
    </details>
  );
}

function Group({ group, search }: { group: FacetGroup; search: Search }) {
  const { field, label, items, otherCount, isOpen } = group;
  return (
    <fieldset className="min-w-0">
      <legend className="pb-0.5 font-medium text-muted-foreground text-xs">
        {label}
      </legend>
      <ul>
        {items.map((item) => (
          <Item key={item.value} item={item} />
        ))}
      </ul>
      {otherCount > 0 && (
        <p className="pl-6 text-muted-foreground text-xs tabular-nums">
          others {otherCount.toLocaleString("en-GB")}
        </p>
      )}
      {items.length === 0 && <p className="text-muted-foreground text-xs">None</p>}
      {isOpen && <FacetSearch field={field} label={label} {...search} />}
    </fieldset>
  );
}

const icons = { free: Square, included: SquareCheck, excluded: SquareMinus };

function Item({ item }: { item: FacetItem }) {
  const { label, count, state, href, excludeHref } = item;
  const shown = showHidden(label);
  return (
    <li className="facet" {...(state === "free" ? {} : { "data-state": state })}>
      <SoftLink
        href={href}
        keepsPlace
        {...(state === "free" ? {} : { "aria-current": "true" })}
        title={shown}
        className="take"
      >
        <Picture of={state} />
        {state === "excluded" && <span className="sr-only">Not</span>}
        <HostileText text={label} />
        <span className="count">{count.toLocaleString("en-GB")}</span>
      </SoftLink>
      {state === "free" ? (
        <SoftLink
          href={excludeHref}
          keepsPlace
          title={`Exclude ${shown}`}
          className="leave"
        >
          <Picture of="leave" />
          <span className="sr-only">{`Exclude ${shown}`}</span>
        </SoftLink>
      ) : (
        <span className="leave" />
      )}
    </li>
  );
}

/** What every value points to is in the page once. */
function Pictures() {
  return (
    <svg aria-hidden="true" className="absolute size-0">
      <defs>
        {Object.entries({ ...icons, leave: CircleMinus }).map(([name, Icon]) => (
          <symbol key={name} id={`facet-${name}`} viewBox="0 0 24 24">
            <Icon />
          </symbol>
        ))}
      </defs>
    </svg>
  );
}

function Picture({ of: name }: { of: keyof typeof icons | "leave" }) {
  return (
    <svg aria-hidden="true">
      <use href={`#facet-${name}`} />
    </svg>
  );
}
