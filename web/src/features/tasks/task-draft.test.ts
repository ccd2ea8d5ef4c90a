import { describe, expect, it } from 'vitest';
import { issuesOf } from '../../lib/issues-of.ts';
import { changesOf, differing, draftOf, endOfDay, onTopOf } from './task-draft.ts';

const BASE = draftOf({
  title: 'SWOT',
  description: 'What helps',
  priority: 'MEDIUM',
  dueAt: new Date('2026-11-26T12:00:00'),
  minutes: 90,
  dependsOn: ['tsk_1'],
  payload: { points: [], perQuadrant: 5 },
});

describe('the draft of a task', () => {
  it('E5 sends what was changed and nothing else', () => {
    expect(BASE.dueDay).toBe('2026-11-26');
    expect(changesOf(BASE, { ...BASE, payload: { perQuadrant: 5, points: [] } })).toEqual({});
    expect(changesOf(BASE, { ...BASE, dueDay: '', minutes: '30' })).toEqual({ dueAt: null, minutes: 30 });
    expect(changesOf(BASE, { ...BASE, payload: { points: [] } })).toEqual({ payload: { points: [] } });
  });

  it('E5 a day lasts until its end where the person is', () => {
    expect(endOfDay('2026-11-26')?.getTime()).toBe(new Date(2026, 10, 26, 23, 59, 59).getTime());
  });

  it('E2 puts own changes on top of what others saved, and keeps both', () => {
    const mine = { ...BASE, title: 'Mine', minutes: 30 };
    const theirs = { ...BASE, title: 'Theirs', description: 'Theirs' };
    const merged = onTopOf(BASE, mine, theirs);
    expect(merged).toEqual({ ...BASE, title: 'Mine', description: 'Theirs', minutes: 30 });
    expect(differing(theirs, merged)).toEqual(['title', 'minutes']);
  });

  it('E5 finds problems by the path of the field, the first of each', () => {
    const issues = [
      { field: 'payload.points.0.text', message: 'Too short' },
      { field: 'payload.points.0.text', message: 'Second' },
    ];
    expect(issuesOf({ issues })).toEqual({ 'payload.points.0.text': 'Too short' });
    expect(issuesOf({})).toEqual({});
  });
});
