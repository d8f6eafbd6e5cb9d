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
      { keys: ["j", "↓"], does: "Next entry" },
      { keys: ["k", "↑"], does: "Previous entry" },
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
      { keys: ["Ctrl", "K"], does: "Search or jump to" },
      { keys: ["?"], does: "This list" },
    ],
  },
];
