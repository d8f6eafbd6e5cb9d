import { outcomeLooks } from "@/components/entries/outcome-mark";
import type { RowData } from "@/components/entries/row-told";
import { verbIcons } from "@/components/entries/verb-badge";
import { isVerb, type Verb } from "@/lib/catalogue/verbs";

/** The pictures that these rows point to. */
export function RowPictures({ rows }: { rows: readonly RowData[] }) {
  const verbs = new Set(rows.map(({ told }) => told.verb.name).filter(isVerb));
  const outcomes = new Set(rows.map(({ outcome }) => outcome));
  return (
    <svg aria-hidden="true" className="absolute size-0">
      <defs>
        {[...verbs].map((verb) => (
          <Shape key={verb} id={`verb-${verb}`} Icon={verbIcons[verb]} />
        ))}
        {[...outcomes].map((outcome) => (
          <Shape
            key={outcome}
            id={`outcome-${outcome}`}
            Icon={outcomeLooks[outcome].Icon}
          />
        ))}
      </defs>
    </svg>
  );
}

function Shape({ id, Icon }: { id: string; Icon: (typeof verbIcons)[Verb] }) {
  return (
    <symbol id={id} viewBox="0 0 24 24">
      <Icon />
    </symbol>
  );
}
