import type { RowTold } from "@/components/entries/row-told";
import type { Outcome } from "@/lib/entries/model";

const outcomeWords: Record<Outcome, string> = {
  success: "Success",
  failed: "Failed",
  denied: "Denied",
};

/** A row's verb and outcome point to pictures that are in the page once. */
export function RowVerb({ verb: { name, words, group } }: { verb: RowTold["verb"] }) {
  return (
    <span data-slot="badge" className={`verb verb-${group}`}>
      <Picture of={`verb-${name}`} />
      {words}
    </span>
  );
}

export function RowOutcome({ outcome }: { outcome: Outcome }) {
  return (
    <span className={`outcome outcome-${outcome}`}>
      <Picture of={`outcome-${outcome}`} />
      {outcomeWords[outcome]}
    </span>
  );
}

function Picture({ of: name }: { of: string }) {
  return (
    <svg aria-hidden="true">
      <use href={`#${name}`} />
    </svg>
  );
}
