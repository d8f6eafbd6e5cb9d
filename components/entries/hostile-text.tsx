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
  return (
    <bdi className={cn(keepLines && "whitespace-pre-wrap", className)}>
      {listVisibleParts(text, keepLines ? lineBreaks : "").map((part) => (
        <Part key={part.at} part={part} />
      ))}
    </bdi>
  );
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
