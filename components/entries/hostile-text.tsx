import { cn } from "@/components/ui/class-names";
import { listVisibleParts, type VisiblePart } from "@/lib/entries/visible-text";

const lineBreaks = "\n\t";

/** Every value that came in from outside is shown through this. */
export function HostileText({
  text,
  keepLines = false,
  className,
}: {
  text: string;
  keepLines?: boolean;
  className?: string;
}) {
  const parts = listVisibleParts(text, keepLines ? lineBreaks : "");
  const isPlain = parts.every(({ kind }) => kind === "text");
  const shown = isPlain ? text : parts.map((part) => <Part key={part.at} part={part} />);
  const look = cn(keepLines && "whitespace-pre-wrap", className);
  return look === "" ? <bdi>{shown}</bdi> : <bdi className={look}>{shown}</bdi>;
}

function Part({ part }: { part: VisiblePart }) {
  if (part.kind === "text") return part.text;
  return (
    <abbr
      title={part.name}
      className={cn(
        "mx-px rounded-sm border border-outcome-failed border-dashed px-0.5",
        "font-mono text-outcome-failed text-xs no-underline",
      )}
    >
      {part.mark}
    </abbr>
  );
}
