import { describe, expect, it } from 'vitest';
import type { ReviewItem } from '#modules/approvals/contract';
import { nothingToDecide } from './decision-words.ts';

const item = { state: 'pending_review', whyNot: null, workspaceName: 'Agency' } as ReviewItem;

describe('what a client reads where there is nothing to decide', () => {
  it.each([
    ['approved', null, 'It has been approved already.'],
    ['rejected', null, 'It has been rejected already.'],
    ['void', null, 'It has been changed or taken back since. Ask Agency for a new link.'],
    [
      'changes_requested',
      null,
      'Somebody has asked for changes. Agency sends you a new link when it is your turn again.',
    ],
    [
      'pending_review',
      'the step “Legal” waits for Ann',
      'It is not your turn: the step “Legal” waits for Ann.',
    ],
  ])('TSK-4 %s', (state, whyNot, words) => {
    expect(nothingToDecide({ ...item, state, whyNot })).toBe(words);
  });
});
