import { outcomeLooks } from "@/components/entries/outcome-mark";
import { verbIcons } from "@/components/entries/verb-badge";
import { describeVerb, isVerb, type Verb } from "@/lib/catalogue/verbs";
import type { Entry, Outcome } from "@/lib/entries/model";

/** A row's verb and outcome point to pictures that are in the page once. */
export function RowVerb({ verb: text }: { verb: string }) {
  const verb = verbOf(text);
  const { words, group } = describeVerb(verb);
  return (
    <span data-slot="badge" className={`verb verb-${group}`}>
      <Picture of={`verb-${verb}`} />
      {words}
    </span>
  );
}

export function RowOutcome({ outcome }: { outcome: Outcome }) {
  return (
    <span className={`outcome outcome-${outcome}`}>
      <Picture of={`outcome-${outcome}`} />
      {outcomeLooks[outcome].words}
    </span>
  );
}

/** The pictures that rows of these entries point to. */
export function RowPictures({ entries }: { entries: readonly Entry[] }) {
  const verbs = new Set(entries.map(({ verb }) => verbOf(verb)));
  const outcomes = new Set(entries.map(({ outcome }) => outcome));
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

function Picture({ of: name }: { of: string }) {
  return (
    <svg aria-hidden="true">
      <use href={`#${name}`} />
    </svg>
  );
}

function verbOf(text: string): Verb {
  return isVerb(text) ? text : "other";
}
