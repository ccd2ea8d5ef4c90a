import { afterAll, beforeAll, expect, it } from 'vitest';
import { contextFor, planTasks, putTask } from '#flows/index';
import { smallBrief } from '#test/briefs';
import { handIn, openTestHouse, type TestHouse } from '#test/house';
import { layOutHome, runCommand } from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

let house: TestHouse;
const folder = makeTempFolder('plan');
const ctx = () => contextFor(house, { kind: 'operator', via: 'cli' });
beforeAll(async () => {
  house = await openTestHouse();
  await handIn(house, smallBrief({ campaign_id: 'planned' }));
});
afterAll(async () => {
  await house.close();
  removeFolder(folder);
});

it('TSK-1 SCH-4 the plan of a campaign stands in the order in which it can be done, with its times', async () => {
  const at = layOutHome(folder, { DATABASE_URL: house.db.url });
  const empty = await runCommand(at, ['plan', 'planned']);
  expect([empty.code, empty.stdout]).toEqual([
    0,
    'planned has no tasks yet: `aicmo task plan planned` proposes what it needs.\n',
  ]);
  const { added } = await planTasks(ctx(), { campaignId: 'planned' });
  const first = added.find(({ dependsOn }) => dependsOn.length === 0);
  await putTask(ctx(), {
    taskId: first?.id ?? '',
    runAt: new Date('2031-01-02T03:04:00Z'),
    onlyCheck: false,
  });
  const { items } = JSON.parse((await runCommand(at, ['plan', 'planned', '--json'])).stdout) as {
    items: { id: string; dependsOn: string[]; runAt: string | null }[];
  };
  expect(items.map(({ id }) => id).toSorted()).toEqual(added.map(({ id }) => id).toSorted());
  for (const [index, { dependsOn }] of items.entries())
    for (const before of dependsOn) expect(items.findIndex(({ id }) => id === before)).toBeLessThan(index);
  // Beyond what the calendar looks ahead for a plan it stands at no time here.
  expect(items.find(({ id }) => id === first?.id)?.runAt).toBeNull();
  const soon = new Date(Date.now() + 3 * 86_400_000);
  await putTask(ctx(), { taskId: first?.id ?? '', runAt: soon, onlyCheck: false });
  const shown = (await runCommand(at, ['plan', 'planned'])).stdout;
  expect(shown).toContain(soon.toISOString().slice(0, 16).replace('T', ' '));
  expect(shown).toMatch(/\d+ tasks, \d+ h \d+ min of work\.\n$/);
  const unknown = await runCommand(at, ['plan', 'nobody']);
  expect([unknown.code, unknown.stderr]).toEqual([4, expect.stringContaining('nobody')]);
}, 60_000);
