/** Single letters act only when nobody is typing, and not where the reader switched them off. */
export function isShortcut(event: KeyboardEvent): boolean {
  const { ctrlKey, metaKey, altKey, defaultPrevented, target } = event;
  if (ctrlKey || metaKey || altKey || defaultPrevented) return false;
  if (document.querySelector('[data-shortcuts="off"]') !== null) return false;
  if (!(target instanceof HTMLElement)) return false;
  const typing =
    "input:not([type=checkbox]), select, textarea, [role=menu], [role=combobox]";
  return !target.isContentEditable && target.closest(typing) === null;
}

export type KeyRow = { keys: string[]; does: string };

/** The keyboard map of design/screens.md, as the help shows it. */
export const keyMap: { title: string; rows: KeyRow[] }[] = [
  {
    title: "Find",
    rows: [
      { keys: ["/"], does: "Search" },
      { keys: ["f"], does: "Add a filter" },
      { keys: ["t"], does: "Time range" },
      { keys: ["["], does: "Newer page" },
      { keys: ["]"], does: "Older page" },
    ],
  },
  {
    title: "Read",
    rows: [
      { keys: ["j", "↓"], does: "Next entry, older" },
      { keys: ["k", "↑"], does: "Previous entry, newer" },
      { keys: ["Enter", "o"], does: "Open the details" },
      { keys: ["a"], does: "Around this moment" },
      { keys: ["Esc"], does: "Close, or leave the search" },
    ],
  },
  {
    title: "Take along",
    rows: [
      { keys: ["x"], does: "Select; with Shift all up to here" },
      { keys: ["c"], does: "Copy the link" },
      { keys: ["y"], does: "Copy as JSON" },
      { keys: ["n"], does: "Copy as ticket note" },
    ],
  },
  {
    title: "Page",
    rows: [
      { keys: ["l"], does: "Live on or off" },
      { keys: ["p"], does: "Pause or resume live" },
      { keys: ["d"], does: "Comfortable or compact rows" },
      { keys: ["g", "l"], does: "Go to the audit log" },
      { keys: ["g", "c"], does: "Go to clients" },
      { keys: ["g", "i"], does: "Go to integrity" },
      { keys: ["g", "e"], does: "Go to exports" },
      { keys: ["g", "s"], does: "Go to settings" },
      { keys: ["?"], does: "This list" },
    ],
  },
];
