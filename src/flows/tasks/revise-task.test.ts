import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/deps';
import type { TaskDetail } from '#modules/tasks/index';
import type { Context } from '#platform/context';
import { smallBrief } from '#test/briefs';
import { handIn, openTestHouse, type TestHouse } from '#test/house';
import { type CommandResult, layOutHome, runCommand } from '#test/server-process';
import { startTaskWorker } from '#test/task-worker';
import { addDoneTask, approveTask, runToEnd } from '#test/tasks';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { getTask, getTaskRun, listTaskRuns } from './read-tasks.ts';
import { reviseTask } from './revise-task.ts';
import { loadWorkMaterial } from './work-material.ts';

let house: TestHouse;
let worker: Awaited<ReturnType<typeof startTaskWorker>>;
const folder = makeTempFolder('revise');
const ctx = () => contextFor(house, { kind: 'operator', via: 'cli' });
const as = (name: string, role: 'strategist' | 'analyst' = 'strategist'): Context => ({
  ...ctx(),
  actor: { kind: 'user', id: `usr_${name}`, name, role },
});
beforeAll(async () => {
  house = await openTestHouse();
  worker = await startTaskWorker(house);
});
afterAll(async () => {
  await worker.stop();
  await house.close();
  removeFolder(folder);
});

const MOVE = 'content.moves.0.text';
let count = 0;
async function newDone(): Promise<{
  done: TaskDetail;
  runId: string;
  waiting: { id: string; campaignId: string };
}> {
  const key = `revised-${++count}`;
  await handIn(house, smallBrief({ campaign_id: key, target_variants: 1 }), `${key}.json`);
  const { done, waiting } = await addDoneTask(house, key);
  const found = await getTask(ctx(), done);
  return { done: found, runId: found.lastRun?.id ?? '', waiting };
}
const revision = (id: string, runId: string, text: string) => ({
  id,
  runId,
  texts: [{ path: MOVE, text }],
  comment: 'The client asked',
});

describe('a revision of a work product', () => {
  it('EXE-2 is a run of its own with who, when and why; earlier ones stay, and later tasks read the newest', async () => {
    const { done, runId, waiting } = await newDone();
    const before = await getTaskRun(ctx(), { id: runId });
    const first = await reviseTask(as('Ann'), revision(done.id, runId, 'Lead with the guarantee.'));
    expect(first).toMatchObject({
      state: 'completed',
      isDryRun: false,
      revisesId: runId,
      comment: 'The client asked',
      edited: [MOVE],
      madeBy: 'Ann',
      costMicro: 0,
      briefRevision: before.briefRevision,
    });
    expect(first.markdown).toContain('Lead with the guarantee.');
    expect(first.evidence).toContainEqual({
      id: `stated.${MOVE}`,
      text: 'Lead with the guarantee.',
      source: 'person',
      backing: expect.stringMatching(/^Stated by Ann, \d{4}-\d\d-\d\d: The client asked$/) as string,
    });
    const second = await reviseTask(as('Ben'), revision(done.id, first.id, 'Lead with repair.'));
    expect(second.evidence.filter(({ id }) => id.startsWith('stated.'))).toMatchObject([
      { text: 'Lead with repair.', backing: expect.stringContaining('Ben') as string },
    ]);
    const now = await getTask(ctx(), done);
    expect([now.status, now.runId, now.approvalState]).toEqual(['COMPLETED', second.id, 'approved']);
    // What was there before reads as it did.
    expect(await getTaskRun(ctx(), { id: runId })).toEqual(before);
    expect((await getTaskRun(ctx(), { id: first.id })).markdown).toBe(first.markdown);
    const { items } = await listTaskRuns(ctx(), { taskId: done.id, limit: 10 });
    expect(items.map(({ madeBy }) => madeBy).slice(0, 2)).toEqual(['Ben', 'Ann']);
    const { material } = await loadWorkMaterial(ctx(), waiting, { withPreviews: false });
    expect(JSON.stringify(material.earlier)).toContain('Lead with repair.');
    expect(JSON.stringify(material.earlier)).not.toContain('Lead with the guarantee.');
    // A task after it rests on it like on any other work.
    await approveTask(house, await getTask(ctx(), waiting));
    expect((await runToEnd(house, waiting, false)).state).toBe('completed');
  });

  it('EXE-2 of work that somebody revised meanwhile is refused, and of two at once one is kept', async () => {
    const { done, runId } = await newDone();
    const both = await Promise.allSettled([
      reviseTask(as('Ann'), revision(done.id, runId, 'By Ann')),
      reviseTask(as('Ben'), revision(done.id, runId, 'By Ben')),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find((one) => one.status === 'rejected');
    expect(lost?.reason).toMatchObject({
      code: 'tasks.revised_meanwhile',
      message: expect.stringMatching(/newer work than you read: run trn_\w+, by (Ann|Ben)/) as string,
    });
  });

  it('EXE-2 takes no preview, no waiting task, no figure, and nobody who may not write', async () => {
    const { done, runId, waiting } = await newDone();
    await expect(reviseTask(ctx(), revision(waiting.id, runId, 'x'))).rejects.toMatchObject({
      code: 'tasks.not_done',
    });
    await expect(
      reviseTask(ctx(), { ...revision(done.id, runId, 'x'), texts: [{ path: 'method', text: 'x' }] }),
    ).rejects.toMatchObject({
      code: 'tasks.revision_refused',
      details: { issues: [{ field: 'method' }] },
    });
    await expect(reviseTask(as('Ada', 'analyst'), revision(done.id, runId, 'x'))).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
    expect((await getTask(ctx(), done)).runId).toBe(runId);
  });

  it('EXE-2 on the command line prints the texts, and takes them back written anew', async () => {
    const { done, runId } = await newDone();
    const at = layOutHome(folder, { DATABASE_URL: house.db.url });
    const run = (...args: string[]): Promise<CommandResult> => runCommand(at, ['task', 'revise', ...args]);
    const printed = await run(done.id);
    expect(printed.code).toBe(0);
    const texts = JSON.parse(printed.stdout) as { runId: string; texts: Record<string, string> };
    expect(texts.runId).toBe(runId);
    texts.texts[MOVE] = 'From a file.';
    const file = join(folder, 'work.json');
    writeFileSync(file, JSON.stringify(texts));
    expect((await run(done.id, '--file', file)).stderr).toContain('--file needs --comment');
    const kept = await run(done.id, '--file', file, '--comment', 'By hand');
    expect([kept.code, kept.stdout]).toEqual([0, 'Revised: 1 text.\n']);
    expect((await getTask(ctx(), done)).lastRun).toMatchObject({ edited: [MOVE], comment: 'By hand' });
    const again = await run(done.id, '--file', file, '--comment', 'By hand');
    expect(again.code).not.toBe(0);
    expect(again.stderr).toContain('There is newer work than you read');
  }, 60_000);
});
