export function listRows(root: HTMLElement | null): HTMLElement[] {
  return root === null ? [] : [...root.querySelectorAll<HTMLElement>("tr[data-entry]")];
}

/** The row that holds the focus. */
export function rowOfFocus(root: HTMLElement | null): HTMLElement | null {
  const row = document.activeElement?.closest<HTMLElement>("tr[data-entry]") ?? null;
  return row !== null && root?.contains(row) ? row : null;
}

/** The real focus goes from one Details link to the next, so a screen reader reads the row. */
export function moveFocus(
  root: HTMLElement | null,
  by: 1 | -1,
  /** The entry to go on from, where it is not the one in focus. */
  from: string | null = null,
): void {
  const rows = listRows(root);
  const at = rows.findIndex((row) =>
    from === null ? row.contains(document.activeElement) : row.dataset.entry === from,
  );
  const next = at === -1 ? rows[0] : rows[at + by];
  next?.querySelector<HTMLElement>("a[data-details]")?.focus();
}
