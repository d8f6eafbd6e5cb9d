const link =
  "sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 " +
  "focus:rounded-md focus:border focus:bg-popover focus:px-3 focus:py-2";

/** To the ids that the shell, the filter bar and the table give their landmarks. */
export function SkipLinks() {
  return (
    <div data-print="hide">
      <a href="#content" className={link}>
        Skip to content
      </a>
      <a href="#filters" className={link}>
        Skip to filters
      </a>
      <a href="#results" className={link}>
        Skip to results
      </a>
    </div>
  );
}
