/** Whether a key belongs to what is being typed: single keys never act inside a field. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  // A box that is ticked takes no letters.
  if (target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type)) return false;
  return (
    target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.role === 'textbox'
  );
}

/** Whether something lies over the page, such as a dialog: keys of the page rest then. */
export function hasDialog(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null;
}
