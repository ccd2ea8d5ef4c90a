import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type OrderedVariant, orderedVariantsOf } from '#agents/work/ordered-variants';
import { classifyTask, contextFor, getTaskRun, runTask } from '#flows/index';
import { decideApproval, getApproval, listApprovals } from '#modules/approvals/index';
import { getCampaign } from '#modules/campaigns/index';
import { listCells, listVariants } from '#modules/creative/index';
import type { TaskRunDetail } from '#modules/tasks/index';
import { startWorkerRole } from '#server/worker-role';
import { smallBrief } from '#test/briefs';
import { atRest, handIn, type TestHouse, until } from '#test/house';
import { ownKey } from '#test/own-name';
import { startTaskWorker } from '#test/task-worker';
import { openWebHouse, type WebHouse } from '#test/web-house';
import { approvedTask, doneRun, endedRun } from '#test/work-runs';

let test: WebHouse;
let house: TestHouse;
let tasks: Awaited<ReturnType<typeof startTaskWorker>>;
const ctx = () => contextFor(house, { kind: 'operator', via: 'cli' });
beforeAll(async () => {
  test = await openWebHouse();
  ({ house } = test);
  tasks = await startTaskWorker(house);
}, 60_000);
afterAll(async () => {
  await tasks.stop();
  await test[Symbol.asyncDispose]();
});

const BRIEF = {
  locales: ['en-US', 'de-DE'],
  channels: ['instagram', 'email'],
  aspect_ratios: ['1:1', '4:5'],
  target_variants: 2,
};

const order = (campaignId: string, payload: Record<string, unknown> = {}): Promise<string> =>
  approvedTask(ctx(), { campaignId, type: 'media_generation', payload });
const run = (id: string, dryRun: boolean): Promise<TaskRunDetail> => doneRun(ctx(), { id, dryRun });

/** Until a step of this name has been done. */
const stepDone = (like: string): Promise<true> =>
  until(async () => {
    const { rows } = await house.db.pool.query(
      'select 1 from dbos.operation_outputs where function_name like $1 limit 1',
      [like],
    );
    return rows.length > 0;
  });
const madeIn = ({ product }: TaskRunDetail): readonly OrderedVariant[] =>
  orderedVariantsOf(product?.['content']);
const variantsOf = async (campaignId: string) =>
  (await listVariants(ctx(), { campaignId, limit: 100 })).items;

describe('pictures of a task', () => {
  it('EXE-2 a preview shows the pictures and adds nothing; the same for real joins the campaign and waits for approval', async () => {
    const { campaignId, campaignKey } = await handIn(
      house,
      smallBrief({ ...BRIEF, campaign_id: ownKey('ordered') }),
    );
    const id = await order(campaignId);
    const preview = await run(id, true);
    expect(preview.problem).toBeNull();
    const shown = madeIn(preview);
    expect(shown.map(({ order: name, variant, problem }) => [name, variant, problem])).toEqual([
      ['S01 en-US', null, null],
      ['S01 de-DE', null, null],
      ['S02 en-US', null, null],
      ['S02 de-DE', null, null],
    ]);
    expect(await variantsOf(campaignId)).toEqual([]);
    const picture = shown[0]?.pictures[0];
    const path = `/task-runs/${preview.id}/${picture?.sha256 ?? ''}.jpg`;
    const answer = await test.web.inject({ url: path });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/jpeg']);
    const { width, height } = await sharp(answer.rawPayload).metadata();
    expect([picture?.ratio, width, height]).toEqual(['1:1', 1080, 1080]);
    const small = await test.web.inject({ url: `${path}?width=160` });
    expect((await sharp(small.rawPayload).metadata()).width).toBe(160);
    const strange = await test.web.inject({ url: `/task-runs/${preview.id}/${'0'.repeat(64)}.jpg` });
    expect([strange.statusCode, strange.json<{ code: string }>().code]).toEqual([404, 'tasks.no_picture']);

    const real = await run(id, false);
    const made = madeIn(real);
    const there = await variantsOf(campaignId);
    expect(new Set(made.map(({ variant }) => variant?.id))).toEqual(new Set(there.map((one) => one.id)));
    expect(there).toHaveLength(4);
    // What the preview showed is what was made.
    expect(made.map(({ headline, layout, pictures }) => [headline, layout, pictures])).toEqual(
      shown.map(({ headline, layout, pictures }) => [headline, layout, pictures]),
    );
    const { shots } = z
      .object({ shots: z.array(z.object({ id: z.string(), angle: z.string(), channel: z.string() })) })
      .parse(real.product?.['content']);
    for (const { angle, channel, locale, order: name } of made)
      expect(shots.find(({ id: of }) => name === `${of} ${locale}`)).toMatchObject({ angle, channel });
    for (const { renditions } of there) expect(renditions.map(({ ratio }) => ratio)).toEqual(['1:1', '4:5']);
    const waiting = await listApprovals(ctx(), { campaignId, limit: 50, state: 'pending_review' });
    expect(waiting.items.filter(({ subjectType }) => subjectType === 'variant')).toHaveLength(4);
    expect(real.log.map(({ text }) => text)).toContain(
      'The studio made 4 of 4 variants, 8 pictures; 4 joined the campaign.',
    );
    expect(await getCampaign(ctx(), { id: campaignId })).toMatchObject({
      variantCount: 4,
      imageCount: 8,
      targetVariants: 8,
    });
    const folder = join(house.config.outputDir, campaignKey);
    await until(async () => existsSync(join(folder, 'manifest.json')));
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      files: { path: string }[];
    };
    expect(manifest.files).toHaveLength(8);
    for (const { path: file } of manifest.files)
      expect(existsSync(join(house.config.outputDir, file))).toBe(true);
  }, 90_000);

  it('EXE-2 CRE-7 a run of the campaign makes what is lacking beside them, and a second order what is open then', async () => {
    const { campaignId } = await handIn(
      house,
      smallBrief({ ...BRIEF, campaign_id: ownKey('ordered-first'), channels: ['instagram'] }),
    );
    const first = madeIn(await run(await order(campaignId), false));
    expect(first).toHaveLength(2);
    await tasks.stop();
    const worker = await startWorkerRole(house);
    try {
      const campaign = await atRest(house, campaignId);
      expect(campaign).toMatchObject({ status: 'completed', variantCount: 4, targetVariants: 4 });
      const after = await variantsOf(campaignId);
      expect(after.map(({ id }) => id)).toEqual(
        expect.arrayContaining(first.map(({ variant }) => variant?.id)),
      );
      // Full cells grow by what is ordered on top.
      for (const { id } of (await listApprovals(ctx(), { campaignId, limit: 50, state: 'pending_review' }))
        .items) {
        const { contentHash, subjectType } = await getApproval(ctx(), { id });
        if (subjectType === 'variant')
          await decideApproval(ctx(), { id, contentHash, decision: 'reject', comment: 'Not this one' });
      }
      const second = await run(await order(campaignId), false);
      expect(madeIn(second).map(({ problem }) => problem)).toEqual([null, null]);
      const cells = (await listCells(ctx(), { campaignId })).items;
      expect(cells.map(({ accepted, target, nearUnique }) => [accepted, target, nearUnique])).toEqual([
        [3, 3, 3],
        [3, 3, 3],
      ]);
      expect(await getCampaign(ctx(), { id: campaignId })).toMatchObject({
        status: 'completed',
        statusCause: '6 variants, nothing is missing',
        variantCount: 6,
        targetVariants: 6,
        completionRate: 1,
      });
      expect(new Set((await variantsOf(campaignId)).map(({ key }) => key)).size).toBe(6);
    } finally {
      await worker.stop();
      tasks = await startTaskWorker(house);
    }
  }, 120_000);

  it('EXE-2 nothing open is no order, and what the brief does not carry is said', async () => {
    const { campaignId } = await handIn(
      house,
      smallBrief({ ...BRIEF, campaign_id: ownKey('all-there'), channels: ['instagram'], locales: ['en-US'] }),
    );
    await run(await order(campaignId), false);
    const again = await run(await order(campaignId), false);
    expect(madeIn(again)).toEqual([]);
    expect(again.product?.['summary']).toContain('variants to be made for the others: 0');
    const id = await order(campaignId, { channels: ['tiktok'] });
    expect((await classifyTask(ctx(), { id })).findings).toContainEqual(
      expect.objectContaining({ field: 'channels', verdict: 'blocks' }),
    );
  }, 90_000);

  it('EXE-1 while a run makes the campaign none are ordered, and a brief that changes voids what was drawn', async () => {
    // Enough to draw that the other brief comes while it is drawn.
    const large = {
      ...BRIEF,
      campaign_id: ownKey('busy'),
      channels: ['instagram', 'facebook', 'linkedin', 'email', 'ads'],
      aspect_ratios: ['1:1', '4:5', '9:16', '16:9'],
    };
    const { campaignId } = await handIn(house, smallBrief(large));
    const id = await order(campaignId);
    const set = (status: string) =>
      house.db.pool.query('update campaign set status = $2 where id = $1', [campaignId, status]);
    await set('generating');
    expect(await classifyTask(ctx(), { id })).toMatchObject({ status: 'NOT_EXECUTABLE' });
    await expect(runTask(ctx(), { id, dryRun: false })).rejects.toThrow(
      'A run makes variants of the campaign',
    );
    await set('new');
    const begun = await runTask(ctx(), { id, dryRun: false });
    await stepDone(`variant ${begun.id} %`);
    await handIn(house, smallBrief({ ...large, name: 'Another name' }));
    const ended = await endedRun(ctx(), begun.id);
    expect(ended.state).toBe('failed');
    expect(ended.problem).toMatch(/^The brief of the campaign was changed .* Do the task again/);
    expect(await variantsOf(campaignId)).toEqual([]);
  }, 60_000);

  it('EXE-2 one that had begun before a run of the campaign waits for its end', async () => {
    const { campaignId } = await handIn(house, smallBrief({ ...BRIEF, campaign_id: 'met' }));
    const set = (status: string) =>
      house.db.pool.query('update campaign set status = $2 where id = $1', [campaignId, status]);
    const id = await order(campaignId, { channels: ['email'] });
    await tasks.stop();
    const begun = await runTask(ctx(), { id, dryRun: false });
    await set('generating');
    tasks = await startTaskWorker(house);
    await stepDone(`work ${begun.id}`);
    expect((await getTaskRun(ctx(), { id: begun.id })).state).toBe('running');
    await set('completed');
    const ended = await endedRun(ctx(), begun.id);
    expect([ended.state, ended.problem]).toEqual(['completed', null]);
    expect(await variantsOf(campaignId)).toHaveLength(2);
  }, 60_000);
});
