import type { ComponentProps } from "react";

/**
 * A link inside the console, an ordinary one without scripts. With them one listener leads
 * on from all of these without loading the page anew (soft-links.tsx): a list has hundreds.
 */
export function SoftLink({
  keepsPlace = false,
  ...props
}: Omit<ComponentProps<"a">, "href"> & {
  href: string;
  /** Where the reader has scrolled to stays in sight. */
  keepsPlace?: boolean;
  "data-page"?: string;
}) {
  return <a data-soft={keepsPlace ? "here" : ""} {...props} />;
}
