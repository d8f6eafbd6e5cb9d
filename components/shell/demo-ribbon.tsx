/** Shown on every page of an organisation whose clock the loader may have set. */
export function DemoRibbon() {
  return (
    <p
      role="note"
      className="border-outcome-failed border-b bg-outcome-failed/8 px-4 py-1 text-center text-outcome-failed text-xs"
    >
      <strong className="font-semibold tracking-wide">DEMO</strong> Invented people and
      invented history. Nothing here is evidence.
    </p>
  );
}
