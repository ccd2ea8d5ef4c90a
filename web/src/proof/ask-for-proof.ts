/** A request waits until the person has proved who they are, or has left it. */
interface Waiting {
  readonly answer: Promise<boolean>;
  readonly settle: (isGiven: boolean) => void;
}

/** So long a form takes at most to wake up again after a refusal. */
const WAKE_MS = 100;

let waiting: Waiting | undefined;
/** What had the focus last. A button that waits for its request is disabled, so that by then nothing has it. */
let lastFocused: EventTarget | null = null;
const listeners = new Set<() => void>();

/** Asks the person to prove who they are; whoever asks meanwhile waits for the same answer. False: they left it. */
export function askForProof(): Promise<boolean> {
  waiting ??= begin(lastFocused);
  tell();
  return waiting.answer;
}

function begin(place: EventTarget | null): Waiting {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  return {
    answer: promise,
    settle(isGiven) {
      waiting = undefined;
      resolve(isGiven);
      tell();
      if (!isGiven) setTimeout(() => returnTo(place), WAKE_MS);
    },
  };
}

function returnTo(place: EventTarget | null): void {
  if (document.activeElement === document.body && place instanceof HTMLElement) place.focus();
}

/** What waits for a proof now, for the one dialog that asks for it. */
export function waitingForProof(): Waiting | undefined {
  return waiting;
}

export function whenWaitingChanges(act: () => void): () => void {
  listeners.add(act);
  return () => listeners.delete(act);
}

function tell(): void {
  for (const act of listeners) act();
}

function leaveByEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.isComposing || waiting === undefined) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  waiting.settle(false);
}

/** Listens to the keys and the focus of the page. Before any dialog: one below would take Escape and close as well. */
export function watchPage(): void {
  globalThis.addEventListener('keydown', leaveByEscape, { capture: true });
  globalThis.addEventListener('focusin', ({ target }) => (lastFocused = target), { capture: true });
}
