import type { ComponentProps } from "react";

/** Custody's mark: a wax seal with its notched rim, and a link of the chain in it. */
export function Seal(props: ComponentProps<"svg">) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" {...props}>
      <circle
        cx="12"
        cy="12"
        r="9.6"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeDasharray="3.35 1.676"
      />
      <circle cx="12" cy="12" r="8.4" fill="currentColor" />
      <g className="stroke-background" strokeWidth="1.7">
        <rect x="5.9" y="10" width="7" height="4" rx="2" />
        <rect x="11.1" y="10" width="7" height="4" rx="2" />
      </g>
    </svg>
  );
}
