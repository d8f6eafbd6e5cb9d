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
