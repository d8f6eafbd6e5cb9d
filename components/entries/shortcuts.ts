/** Single letters act only when nobody is typing, and not where the reader switched them off. */
export function isShortcut(event: KeyboardEvent): boolean {
  const { ctrlKey, metaKey, altKey, defaultPrevented, target } = event;
  if (ctrlKey || metaKey || altKey || defaultPrevented) return false;
  if (document.documentElement.dataset.shortcuts === "off") return false;
  if (!(target instanceof HTMLElement)) return false;
  return !target.isContentEditable && target.closest("input, select, textarea") === null;
}
