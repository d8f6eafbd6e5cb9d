const link =
  "sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 " +
  "focus:rounded-md focus:border focus:bg-popover focus:px-3 focus:py-2";

/** The ids that the filter bar, the table and the shell give their landmarks. */
export function SkipLinks({ hasList }: { hasList: boolean }) {
  return (
    <div data-print="hide">
      <a href="#content" className={link}>
        Skip to content
      </a>
      {hasList && (
        <>
          <a href="#filters" className={link}>
            Skip to filters
          </a>
          <a href="#results" className={link}>
            Skip to results
          </a>
        </>
      )}
    </div>
  );
}
