import { describe, expect, it } from 'vitest';
import type { TaskDetail } from '#modules/tasks/contract';
import { effortWords } from '../../lib/effort-words.ts';
import { fileStem, planWords, whyNotRun } from './task-words.ts';

const task = (
  status: TaskDetail['status'],
  ...findings: TaskDetail['classification']['findings']
): Pick<TaskDetail, 'status' | 'classification' | 'before'> => ({
  status,
  classification: { status, mayRun: findings.length === 0, findings },
  before: [{ id: 'tsk_1', title: 'First', status: 'COMPLETED_PREVIEW' }],
});
const WAITS = { field: 'approval', verdict: 'blocks', message: 'It waits for approval.' } as const;
const AFTER = { field: 'dependsOn.tsk_1', verdict: 'blocks', message: 'It comes after “First”.' } as const;
const WEAK = { field: 'points', verdict: 'weakens', message: 'Few points.' } as const;

describe('whether a task can be done', () => {
  it('EXE-1 what weakens does not stand in the way', () => {
    expect(whyNotRun(task('READY_TO_RUN', WEAK), { isDryRun: false })).toEqual([]);
    expect(whyNotRun(task('NOT_EXECUTABLE', WAITS, WEAK), { isDryRun: true })).toEqual([WAITS.message]);
  });

  it('EXE-2 a preview is content with a preview before it, the run is not', () => {
    expect(whyNotRun(task('NOT_EXECUTABLE', AFTER), { isDryRun: true })).toEqual([]);
    expect(whyNotRun(task('NOT_EXECUTABLE', AFTER), { isDryRun: false })).toEqual([AFTER.message]);
  });

  it.each(['RUNNING', 'COMPLETED'] as const)('EXE-1 one that is %s says so', (status) => {
    expect(whyNotRun(task(status), { isDryRun: true })).toHaveLength(1);
  });
});

it('says what a plan came to', () => {
  expect(planWords({ added: [1], present: [] })).toBe('1 task waits for approval now.');
  expect(planWords({ added: [], present: [1, 2] })).toBe(
    'The plan has all that this campaign needs. 2 tasks of the plan stay as they are.',
  );
});

it('says minutes of work in hours', () => {
  expect([45, 60, 90].map(effortWords)).toEqual(['45 min', '1 h', '1 h 30 min']);
});

it('names files after campaign and type, without signs that folders mean something by', () => {
  const named = { campaignKey: '../spring', type: 'swot_analysis' };
  expect(fileStem(named, { isDryRun: true })).toBe('..-spring-swot_analysis-preview');
});
