import { Lock } from "lucide-react";
import { HostileText } from "@/components/entries/hostile-text";
import { Badge } from "@/components/ui/badge";
import { describeValue, kindOf, printValue } from "@/lib/entries/change-value";
import type { JsonValue } from "@/lib/proof/json-value";

const redactedMeans =
  "Removed before it was stored; the original exists nowhere in this system";
const binaryMeans = "Binary data is not kept in the log";

/** One side of a change; null, empty and missing never look alike. */
export function ChangeValue({
  value,
  keepLines = false,
}: {
  value: JsonValue | undefined;
  keepLines?: boolean;
}) {
  switch (kindOf(value)) {
    case "missing":
      return <span className="text-muted-foreground">not set</span>;
    case "null":
      return <span className="font-mono text-muted-foreground text-xs">null</span>;
    case "empty text":
      return <span className="text-muted-foreground italic">empty</span>;
    case "redacted":
      return <Removed text="[REDACTED]" means={redactedMeans} />;
    case "binary":
      return <Removed text="[BINARY DATA]" means={binaryMeans} />;
    case "text":
      return <HostileText text={String(value)} keepLines={keepLines} />;
    default:
      return (
        <HostileText
          text={
            keepLines && value !== undefined ? printValue(value) : describeValue(value)
          }
          keepLines={keepLines}
          className="font-mono text-xs"
        />
      );
  }
}

function Removed({ text, means }: { text: string; means: string }) {
  return (
    <Badge title={means} className="font-mono">
      <Lock aria-hidden />
      {text}
    </Badge>
  );
}
