import { ChangeValue } from "@/components/entries/change-value";
import { CopyButton } from "@/components/entries/copy-button";
import { Fold } from "@/components/entries/fold";
import { HostileText } from "@/components/entries/hostile-text";
import { cn } from "@/components/ui/class-names";
import { TableCell } from "@/components/ui/table";
import { printValue } from "@/lib/entries/change-value";
import { condensePieces, type Piece } from "@/lib/entries/word-diff";
import type { JsonValue } from "@/lib/proof/json-value";

const looks = {
  before: {
    Element: "del",
    sign: "−",
    label: "Before",
    text: "text-diff-before",
    wash: "bg-diff-before-wash",
    word: "bg-diff-before-word",
  },
  after: {
    Element: "ins",
    sign: "+",
    label: "After",
    text: "text-diff-after",
    wash: "bg-diff-after-wash",
    word: "bg-diff-after-word",
  },
} as const;

export function ChangeSide({
  side,
  value,
  pieces,
  field,
}: {
  side: "before" | "after";
  value: JsonValue | undefined;
  /** The words of a long text, when only some of them changed. */
  pieces: Piece[] | undefined;
  field: string;
}) {
  const { label, sign, text, wash } = looks[side];
  const isMissing = value === undefined;
  return (
    <TableCell className="group align-top max-md:grid max-md:grid-cols-[3.5rem_1fr] max-md:px-0 max-md:py-1">
      <span aria-hidden className="text-muted-foreground text-xs leading-6 md:hidden">
        {label}
      </span>
      <div
        className={cn(
          "flex items-start gap-1 rounded-sm px-1.5 py-0.5",
          !isMissing && wash,
        )}
      >
        <span aria-hidden className={cn("font-mono", text, isMissing && "invisible")}>
          {sign}
        </span>
        <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          <Value side={side} value={value} pieces={pieces} />
        </div>
        {!isMissing && (
          <CopyButton
            text={printValue(value)}
            label={`Copy ${field} ${label.toLowerCase()}`}
            className="opacity-0 focus-visible:opacity-100 group-hover:opacity-100 max-md:opacity-100"
          />
        )}
      </div>
    </TableCell>
  );
}

function Value({
  side,
  value,
  pieces,
}: {
  side: "before" | "after";
  value: JsonValue | undefined;
  pieces: Piece[] | undefined;
}) {
  const { Element } = looks[side];
  if (value === undefined) return <ChangeValue value={value} />;
  if (pieces !== undefined) {
    return (
      <Fold
        text={String(value)}
        preview={<Pieces side={side} pieces={condensePieces(pieces)} />}
      >
        <Pieces side={side} pieces={pieces} />
      </Fold>
    );
  }
  return (
    <Element>
      <Fold text={printValue(value)}>
        <ChangeValue value={value} keepLines />
      </Fold>
    </Element>
  );
}

function Pieces({ side, pieces }: { side: "before" | "after"; pieces: Piece[] }) {
  const { Element, word } = looks[side];
  return pieces.map((piece) =>
    piece.isChanged ? (
      <Element key={piece.at} className={cn("rounded-sm", word)}>
        <HostileText text={piece.text} keepLines />
      </Element>
    ) : (
      <HostileText key={piece.at} text={piece.text} keepLines />
    ),
  );
}
