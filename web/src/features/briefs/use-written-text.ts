import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import {
  changeEnd,
  redoText,
  rememberText,
  startHistory,
  type TextHistory,
  undoText,
} from './text-history.ts';

/** A text that is typed and also changed from elsewhere, with one memory of both. */
export interface WrittenText {
  readonly text: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Changes the newest text, also several times before the page is drawn anew. */
  readonly change: (change: (text: string) => string) => void;
  /** Puts the caret before a character, in sight. */
  readonly go: (at: number) => void;
  /** Takes back and brings back what was written, by the keys that people know. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export function useWrittenText(): WrittenText {
  const newest = useRef(startHistory(''));
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number>(undefined);
  const take = useCallback((history: TextHistory): void => {
    newest.current = history;
    setText(history.text);
  }, []);
  const change = useCallback(
    (change: (text: string) => string): void => {
      const history = newest.current;
      // A text area holds line ends of one kind only; places in the text are counted with those.
      const after = change(history.text).replaceAll(/\r\n?/g, '\n');
      take(rememberText(history, after, performance.now()));
    },
    [take],
  );
  useLayoutEffect(() => {
    const at = caret.current;
    caret.current = undefined;
    if (at !== undefined) field.current?.setSelectionRange(at, at);
  }, [text]);
  const go = useCallback((at: number): void => {
    const area = field.current;
    if (area === null) return;
    area.setSelectionRange(at, at);
    // Browsers bring the caret into sight when the field takes the focus, and only then.
    area.blur();
    area.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    const before = newest.current;
    const after = key === 'y' || event.shiftKey ? redoText(before) : undoText(before);
    if (after === before) return;
    caret.current = changeEnd(before.text, after.text);
    take(after);
  };
  return { text, field, change, go, onKeyDown };
}
