import type { ReactNode } from "react";

const linesMax = 5;
const lineLength = 44;

/** Long values show their beginning; a <details> needs no script to show the rest. */
export function Fold({
  text,
  preview,
  children,
}: {
  text: string;
  /** What to show while folded, when it tells more than the beginning does. */
  preview?: ReactNode;
  children: ReactNode;
}) {
  if (countLines(text) <= linesMax) return children;
  return (
    <details className="group/fold">
      <summary className="rounded-sm">
        <span className="line-clamp-5 group-open/fold:hidden">{preview ?? children}</span>
        <span className="text-muted-foreground text-xs underline underline-offset-2">
          <span className="group-open/fold:hidden">
            Show all {text.length.toLocaleString("en-GB")} characters
          </span>
          <span className="hidden group-open/fold:inline">Show less</span>
        </span>
      </summary>
      {children}
    </details>
  );
}

function countLines(text: string): number {
  return text
    .split("\n")
    .reduce((count, line) => count + Math.max(1, Math.ceil(line.length / lineLength)), 0);
}
