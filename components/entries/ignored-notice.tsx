import { Info } from "lucide-react";
import { HostileText } from "@/components/entries/hostile-text";
import { Alert } from "@/components/ui/alert";

export type IgnoredParameter = { name: string; value: string; why: string };

const shownMax = 5;

/** A dropped filter shows more than was asked for, so it is named. */
export function IgnoredNotice({
  ignored,
  doubtful,
}: {
  ignored: IgnoredParameter[];
  /** Words that look like a condition, and were searched as text. */
  doubtful: string[];
}) {
  if (ignored.length === 0) return <Doubtful words={doubtful} />;
  const restCount = ignored.length - shownMax;
  return (
    <Alert role="status" className="mx-6 mt-3 max-md:mx-4">
      <Info aria-hidden />
      <div className="min-w-0">
        <p className="font-medium">Part of the address was ignored</p>
        <ul>
          {ignored.slice(0, shownMax).map(({ name, value, why }) => (
            <li key={`${name}=${value}`} className="[overflow-wrap:anywhere]">
              <HostileText text={`${name}=${value}`} className="font-mono text-xs" />{" "}
              <HostileText text={why} />
            </li>
          ))}
        </ul>
        {restCount > 0 && <p>and {restCount} more</p>}
      </div>
    </Alert>
  );
}

function Doubtful({ words }: { words: string[] }) {
  if (words.length === 0) return null;
  return (
    <Alert role="status" className="mx-6 mt-3 max-md:mx-4">
      <Info aria-hidden />
      <p className="min-w-0 [overflow-wrap:anywhere]">
        Searched as text, because no field is called so:{" "}
        <HostileText text={words.join(", ")} className="font-mono text-xs" />
      </p>
    </Alert>
  );
}
