import type { ComponentProps } from "react";

/** Custody's mark: a wax seal with its notched rim, a C pressed into it. */
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
      <circle cx="12" cy="12" r="8.9" fill="currentColor" />
      <path
        d="M15.4 8.9a4.7 4.7 0 1 0 0 6.2"
        className="stroke-background"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
    </svg>
  );
}
