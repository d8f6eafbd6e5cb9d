import type { ReactNode } from "react";

const linesMax = 5;
const lineLength = 44;

/** Long values show their beginning; a <details> needs no script to show the rest. */
export function Fold({ text, children }: { text: string; children: ReactNode }) {
  if (countLines(text) <= linesMax) return children;
  return (
    <details className="group/fold">
      <summary className="rounded-sm">
        <span className="line-clamp-5 group-open/fold:line-clamp-none">{children}</span>
        <span className="text-muted-foreground text-xs underline underline-offset-2">
          <span className="group-open/fold:hidden">
            Show all {text.length.toLocaleString("en-GB")} characters
          </span>
          <span className="hidden group-open/fold:inline">Show less</span>
        </span>
      </summary>
    </details>
  );
}

function countLines(text: string): number {
  return text
    .split("\n")
    .reduce((count, line) => count + Math.max(1, Math.ceil(line.length / lineLength)), 0);
}
