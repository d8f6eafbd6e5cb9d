import type { ReactNode } from "react";
import type { FieldName } from "@/lib/entries/fields";

export type PivotTerms = Partial<Record<FieldName, string>>;

/** A value whose menu is asked for. */
export type PickedValue = { anchor: HTMLAnchorElement; terms: string; text: string };

/**
 * A value on screen. Without scripts a link to the log narrowed to it; with them a press
 * opens its menu (only, exclude, open, copy), and a middle click still follows the link.
 */
export function PivotLink({
  href,
  terms,
  text,
  title,
  className,
  children,
}: {
  href: string | null;
  terms: PivotTerms | null;
  /** What is copied: the value as it was stored. */
  text: string;
  title?: string;
  className?: string;
  children: ReactNode;
}) {
  if (href === null || terms === null) {
    return (
      <span title={title} className={className}>
        {children}
      </span>
    );
  }
  const isTerm = Object.values(terms).at(-1) === text;
  return (
    <a
      href={href}
      data-pivot={new URLSearchParams(terms).toString()}
      {...(isTerm ? {} : { "data-copy": text })}
      {...(title === undefined ? {} : { title })}
      {...(className === undefined ? {} : { className })}
    >
      {children}
    </a>
  );
}
