import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeEnd, redoText, rememberText, startHistory, undoText } from './text-history.ts';

it('UI-1 takes typing back in one step, and what came after a pause in another', () => {
  let history = startHistory('');
  for (const [text, now] of [
    ['a', 0],
    ['ab', 100],
    ['abc', 2_000],
    ['abcd', 2_100],
  ] as const)
    history = rememberText(history, text, now);
  expect(undoText(history).text).toBe('ab');
  expect(undoText(undoText(history)).text).toBe('');
  expect(undoText(undoText(undoText(history))).text).toBe('');
  expect(redoText(undoText(history)).text).toBe('abcd');
  expect(redoText(rememberText(undoText(history), 'x', 2_200)).text).toBe('x');
  expect(changeEnd('name: A\nid: b', 'name: Bc\nid: b')).toBe('name: Bc'.length);
});

it('UI-1 leads back to the first text and forward to the last', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.nat(2_000)), { maxLength: 30 }), (changes) => {
      let now = 0;
      let history = startHistory('start');
      for (const [text, wait] of changes) history = rememberText(history, text, (now += wait));
      const last = history.text;
      const steps = history.past.length;
      for (let n = 0; n < steps; n++) history = undoText(history);
      expect(history.text).toBe('start');
      for (let n = 0; n < steps; n++) history = redoText(history);
      expect(history.text).toBe(last);
    }),
  );
});
