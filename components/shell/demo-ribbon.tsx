/** Shown on every page of an organisation whose clock the loader may have set. */
export function DemoRibbon() {
  return (
    <p
      role="note"
      className="h-6 truncate border-b bg-outcome-failed/8 px-4 text-center text-outcome-failed text-xs leading-6 max-md:h-auto max-md:whitespace-normal"
    >
      <strong className="font-semibold tracking-wide">DEMO</strong> Invented people and
      invented history. Nothing here is evidence.
    </p>
  );
}
