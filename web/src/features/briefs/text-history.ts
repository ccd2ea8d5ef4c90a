/** What a text was before: setting a field's value from a form would lose the browser's own memory of it. */
export interface TextHistory {
  readonly text: string;
  readonly past: readonly string[];
  readonly future: readonly string[];
  /** When the text last changed, in milliseconds; typing without a pause is one step. */
  readonly changedAt: number;
}

const PAUSE_MS = 700;
const MOST_STEPS = 100;

export const startHistory = (text: string): TextHistory => ({
  text,
  past: [],
  future: [],
  changedAt: -PAUSE_MS,
});

/** The text changed at this moment. */
export function rememberText(history: TextHistory, text: string, now: number): TextHistory {
  if (text === history.text) return history;
  const isOneStep = history.past.length > 0 && now - history.changedAt < PAUSE_MS;
  const past = isOneStep ? history.past : [...history.past, history.text].slice(-MOST_STEPS);
  return { text, past, future: [], changedAt: now };
}

/** One step back; the same history where there is none. */
export function undoText(history: TextHistory): TextHistory {
  const text = history.past.at(-1);
  if (text === undefined) return history;
  return {
    ...startHistory(text),
    past: history.past.slice(0, -1),
    future: [history.text, ...history.future],
  };
}

/** One step forward again; the same history where there is none. */
export function redoText(history: TextHistory): TextHistory {
  const [text, ...future] = history.future;
  if (text === undefined) return history;
  return { ...startHistory(text), past: [...history.past, history.text], future };
}

/** Where two texts first differ, seen from the end: where the caret belongs after a step from one to the other. */
export function changeEnd(before: string, after: string): number {
  let same = 0;
  const most = Math.min(before.length, after.length);
  while (same < most && before.at(-1 - same) === after.at(-1 - same)) same++;
  return after.length - same;
}
