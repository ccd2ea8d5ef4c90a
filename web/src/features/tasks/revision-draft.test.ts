import { expect, it } from 'vitest';
import { changedTexts, diffTexts, namedPlaces } from './revision-draft.ts';

const places = [
  { path: 'summary', role: 'Summary', text: 'What it comes to.' },
  { path: 'next.0', role: 'Next step 1', text: 'Ask five people.' },
];

it('EXE-2 only texts that differ are sent, without the spaces around them', () => {
  expect(changedTexts(places, {})).toEqual([]);
  expect(changedTexts(places, { summary: ' What it comes to. ', 'next.0': ' Ask ten people. ' })).toEqual([
    { path: 'next.0', text: 'Ask ten people.' },
  ]);
  // Written for another run that had more texts.
  expect(changedTexts(places, { 'next.7': 'Gone' })).toEqual([]);
});

it('EXE-2 the diff shows the changed texts only, under what they are', () => {
  expect(diffTexts(places, [{ path: 'next.0', text: 'Ask ten people.' }])).toEqual({
    before: 'Next step 1\nAsk five people.',
    after: 'Next step 1\nAsk ten people.',
  });
  expect(diffTexts(places, [])).toEqual({ before: '', after: '' });
});

it('EXE-2 texts of the same kind are told apart by number', () => {
  const move = (path: string) => ({ path, role: 'a move', text: path });
  expect(
    namedPlaces([move('a'), { ...move('b'), role: 'Summary' }, move('c')]).map(({ name }) => name),
  ).toEqual(['A move 1', 'Summary', 'A move 2']);
});
