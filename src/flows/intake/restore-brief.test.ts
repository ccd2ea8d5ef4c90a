import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/deps';
import type { Problem } from '#kernel/text-problem';
import { listApprovals } from '#modules/approvals/index';
import { briefOf, getBrief, listBriefs, type Submission } from '#modules/briefs/index';
import { cancelCampaign, getCampaign, getCampaignHistory } from '#modules/campaigns/index';
import { sweepOrphans } from '#platform/files/sweep-orphans';
import { headphones, smallBrief } from '#test/briefs';
import { handIn, openTestHouse, type TestHouse } from '#test/house';
import { drawPicture } from '#test/pictures';
import { restoreBrief } from './restore-brief.ts';
import type { Taken } from './take-brief.ts';

let house: TestHouse;
const ctx = () => contextFor(house, { kind: 'operator', via: 'cli' });
beforeAll(async () => {
  house = await openTestHouse();
  mkdirSync(house.config.briefsDir, { recursive: true });
});
afterAll(() => house.close());

/** The revisions of a brief by number, as they are kept. */
async function revisionsOf(campaignId: string): Promise<Record<number, { id: string; hash: string }>> {
  const { items } = await listBriefs(ctx(), { campaignId, limit: 50 });
  return Object.fromEntries(
    items.map(({ id, revision, contentHash }) => [revision, { id, hash: contentHash }]),
  );
}

/** Hands a brief in twice, with other names; both are kept as they were. */
async function twice(key: string, second: Record<string, unknown> = {}): Promise<Submission> {
  await handIn(house, smallBrief({ campaign_id: key, name: 'First thoughts' }), `${key}.json`);
  return handIn(house, smallBrief({ campaign_id: key, name: 'Second thoughts', ...second }), `${key}.json`);
}

async function restore(campaignId: string, revision: number, newest: number): Promise<Taken> {
  const { id = '' } = (await revisionsOf(campaignId))[revision] ?? {};
  return restoreBrief(ctx(), { id, newest, via: 'cli' });
}

function submissionOf(taken: Taken): Submission {
  if (!taken.ok) throw new Error(JSON.stringify(taken.problems));
  return taken.submission;
}

function errorsOf(taken: Taken): Problem[] {
  return taken.ok ? [] : taken.problems.filter(({ severity }) => severity === 'error');
}

async function auditOf(action: string, subjectId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await house.db.pool.query<{ record: string }>(
    'select record from audit_entry where action = $1 and subject_id = $2 order by sequence',
    [action, subjectId],
  );
  return rows.map(({ record }) => (JSON.parse(record) as { entry: Record<string, unknown> }).entry);
}

describe('restoring a former revision of a brief', () => {
  it('BRF-4 makes the next revision with exactly the former text, and leaves the others as they were', async () => {
    const { campaignId } = await twice('again');
    const before = await revisionsOf(campaignId);
    expect(submissionOf(await restore(campaignId, 1, 2))).toMatchObject({
      outcome: 'revised',
      campaignKey: 'again',
      revision: 3,
    });
    const after = await revisionsOf(campaignId);
    expect(after).toMatchObject(before);
    expect(after[3]?.hash).toBe(before[1]?.hash);
    const [first, third] = [
      await getBrief(ctx(), { id: after[1]?.id ?? '' }),
      await getBrief(ctx(), { id: after[3]?.id ?? '' }),
    ];
    expect(third.text).toBe(first.text);
    expect(third.source).toEqual({ kind: 'cli', name: 'again.json', restoredFrom: 1 });
    expect(first.source).toEqual({ kind: 'cli', name: 'again.json' });
    expect(await getCampaign(ctx(), { id: 'again' })).toMatchObject({
      name: 'First thoughts',
      revision: 3,
      status: 'new',
    });
  });

  it('BRF-4 TSK-2 SEC-2 asks for approval anew, voids what was decided about, and says so in history and audit', async () => {
    const { campaignId } = await twice('asked');
    const waiting = async (): Promise<number[]> =>
      (await listApprovals(ctx(), { campaignId, state: 'pending_review', limit: 50 })).items.map(
        ({ revision }) => revision,
      );
    expect(await waiting()).toEqual([2]);
    await restore(campaignId, 1, 2);
    expect(await waiting()).toEqual([3]);
    const { items } = await getCampaignHistory(ctx(), { id: 'asked', limit: 50 });
    expect(items.map(({ cause }) => cause)).toContain('the brief was restored from revision 1: revision 3');
    const made = await revisionsOf(campaignId);
    expect(await auditOf('brief.submitted', made[3]?.id ?? '')).toMatchObject([
      {
        before: null,
        after: { revision: 3, contentHash: made[1]?.hash, replaces: made[2]?.hash, restoredFrom: 1 },
      },
    ]);
    const [told] = await auditOf('brief.submitted', made[2]?.id ?? '');
    expect(Object.keys(told?.['after'] ?? {})).not.toContain('restoredFrom');
    expect((await auditOf('approval.voided', campaignId)).at(-1)).toMatchObject({ after: { revision: 3 } });
  });

  it('BRF-4 brings its own pictures back, though the folder holds others by now and upkeep has been there', async () => {
    const picture = join(house.config.briefsDir, 'hush.png');
    const products = [headphones({ image: 'hush.png' })];
    writeFileSync(picture, await drawPicture('jpeg', '#aa0000'));
    const brief = smallBrief({ campaign_id: 'pictured', products });
    const { campaignId } = await handIn(house, brief);
    writeFileSync(picture, await drawPicture('jpeg', '#0000aa'));
    expect((await handIn(house, brief)).revision).toBe(2);
    rmSync(picture);
    const first = await briefOf(ctx(), { campaignId, revision: 1 });
    const address = first?.files['hush.png'] ?? '';
    utimesSync(house.files.pathOf(address), 0, 0);
    await sweepOrphans(house.db, house.files);
    expect(house.files.has(address)).toBe(true);
    expect(submissionOf(await restore(campaignId, 1, 2))).toMatchObject({ outcome: 'revised', revision: 3 });
    const third = await briefOf(ctx(), { campaignId });
    expect(third).toEqual({ ...first, revision: 3 });
  });

  it('BRF-5 tells at its line that a picture is gone from the file store, and changes nothing', async () => {
    const picture = join(house.config.briefsDir, 'gone.png');
    writeFileSync(picture, await drawPicture('png', '#00aa00'));
    const brief = smallBrief({ campaign_id: 'gone', products: [headphones({ image: 'gone.png' })] });
    const { campaignId } = await handIn(house, brief);
    await handIn(house, smallBrief({ campaign_id: 'gone' }));
    const first = await briefOf(ctx(), { campaignId, revision: 1 });
    rmSync(house.files.pathOf(first?.files['gone.png'] ?? ''));
    const taken = await restore(campaignId, 1, 2);
    expect(errorsOf(taken)).toMatchObject([
      {
        rule: 'image.not_kept',
        field: 'products[0].image',
        line: expect.any(Number) as number,
        message: 'The picture gone.png of revision 1 is not in the file store as it was kept.',
      },
    ]);
    expect((await getCampaign(ctx(), { id: 'gone' })).revision).toBe(2);
  });

  it('BRF-5 tells every problem with its line where the text does not pass the checks of today', async () => {
    const { campaignId } = await twice('stale');
    // As a revision that an earlier version took.
    const text = 'campaign_id: stale\nname: Old\nproducts:\n  - name: X\nlocales: [xx-nonsense-]\n';
    await house.db.pool.query(
      `update brief_revision set text = $1, source = '{"kind":"folder","name":"stale.yaml"}'
        where campaign_id = $2 and revision = 1`,
      [text, campaignId],
    );
    const taken = await restore(campaignId, 1, 2);
    expect(taken).toMatchObject({ ok: false, fileName: 'stale.yaml' });
    expect(errorsOf(taken)).toMatchObject([{ field: 'locales[0]', line: 5 }]);
    expect((await getCampaign(ctx(), { id: 'stale' })).revision).toBe(2);
  });

  it('BRF-4 restoring what the newest revision says already changes nothing', async () => {
    const { campaignId } = await twice('same');
    await restore(campaignId, 1, 2);
    await cancelCampaign(ctx(), { id: 'same' });
    for (const revision of [3, 1])
      expect(submissionOf(await restore(campaignId, revision, 3))).toMatchObject({
        outcome: 'unchanged',
        revision: 3,
      });
    expect((await getCampaign(ctx(), { id: 'same' })).status).toBe('cancelled');
  });

  it('BRF-4 names the newest revision that was seen: where there is a newer one, nothing is lost', async () => {
    const { campaignId } = await twice('late');
    await handIn(house, smallBrief({ campaign_id: 'late', name: 'Third thoughts' }));
    await expect(restore(campaignId, 1, 2)).rejects.toMatchObject({
      code: 'briefs.changed',
      status: 409,
      details: { revision: 3, seen: 2 },
    });
    expect(await getCampaign(ctx(), { id: 'late' })).toMatchObject({ revision: 3, name: 'Third thoughts' });
  });

  it('BRF-4 of two at once one comes back, and the other is told', async () => {
    const { campaignId } = await twice('raced');
    await handIn(house, smallBrief({ campaign_id: 'raced', name: 'Third thoughts' }));
    const both = await Promise.allSettled([restore(campaignId, 1, 3), restore(campaignId, 2, 3)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'briefs.changed' },
    });
    expect((await getCampaign(ctx(), { id: 'raced' })).revision).toBe(4);
  });

  it('BRF-3 a text without a campaign id belongs to its file still', async () => {
    const { campaign_id: _, ...nameless } = smallBrief({ name: 'Nameless one' });
    const { campaignId } = await handIn(house, nameless, 'by-file.json');
    await handIn(house, { ...nameless, name: 'Nameless two' }, 'by-file.json');
    expect(submissionOf(await restore(campaignId, 1, 2))).toMatchObject({ campaignId, revision: 3 });
  });

  it('BRF-4 a revision that is not there is told', async () => {
    await expect(restoreBrief(ctx(), { id: 'brf_none', newest: 1, via: 'cli' })).rejects.toMatchObject({
      code: 'briefs.unknown',
    });
  });
});
