import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import type { Actor } from '#kernel/actor';
import { withTransaction } from '#platform/db/database';
import type { Context } from '#platform/context';
import { startWorkerRole } from '#server/worker-role';
import { smallBrief } from '#test/briefs';
import { atRest, handIn, openTestHouse, type TestHouse } from '#test/house';
import { ownName } from '#test/own-name';
import {
  commentApproval,
  countApprovals,
  decideApproval,
  decideMany,
  getApproval,
  isApproved,
  listApprovals,
  resolveApprovalComment,
  setApprovalRules,
  withdrawDecision,
} from '#modules/approvals/index';

let house: TestHouse;
let campaignId = '';
const mara: Actor = { kind: 'user', id: 'usr_mara', name: 'Mara', role: 'approver' };
const nils: Actor = { kind: 'user', id: 'usr_nils', name: 'Nils', role: 'owner' };
const as = (actor: Actor): Context => contextFor(house, actor);
const operator = (): Context => contextFor(house, { kind: 'operator', via: 'cli' });

async function generate(changes: Record<string, unknown>): Promise<string> {
  const worker = await startWorkerRole(house);
  const submission = await handIn(house, smallBrief(changes));
  await atRest(house, submission.campaignId);
  await worker.stop();
  return submission.campaignId;
}

beforeAll(async () => {
  house = await openTestHouse({ AICMO_MIN_VARIANTS: '1' });
  campaignId = await generate({ target_variants: 3, aspect_ratios: ['1:1', '4:5'] });
}, 60_000);
afterAll(() => house.close());
// What another test, or a first try, decided, set or said is taken back; only what is void stays so.
beforeEach(async () => {
  await house.db.pool.query(`delete from approval where subject_id like 'var_none_%'`);
  await setApprovalRules(as(nils), { needsSecondPerson: false });
  for (const state of ['approved', 'rejected', 'changes_requested'] as const)
    for (const { id } of (await listApprovals(as(mara), { state, campaignId, limit: 200 })).items)
      await withdrawDecision(as(mara), { id });
  await house.db.pool.query('delete from approval_comment');
});

const pending = async (subjectType: 'brief' | 'variant' = 'variant') =>
  (await listApprovals(as(mara), { state: 'pending_review', subjectType, campaignId, limit: 200 })).items;

async function first() {
  const [found] = await pending();
  if (found === undefined) throw new Error('nothing waits');
  return found;
}

describe('what waits', () => {
  it('TSK-2 is every brief and every variant, from the moment it is there', async () => {
    expect(await pending('brief')).toMatchObject([
      { title: 'Quiet Autumn', madeBy: 'operator (cli)', state: 'pending_review', revision: 1 },
    ]);
    const variants = await pending();
    expect(variants).toHaveLength(3);
    expect(variants[0]).toMatchObject({
      campaignKey: 'quiet-autumn',
      detail: 'hush-one · en-US · instagram',
      picture: { ratio: '1:1' },
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      madeBy: 'operator (cli)',
    });
    expect(await countApprovals(as(mara), { campaignId })).toMatchObject({ pending_review: 4, approved: 0 });
    const { rows } = await house.db.pool.query(
      `select payload from event where type = 'approval.requested' and subject_id = $1 order by position`,
      [campaignId],
    );
    expect(rows.map(({ payload }) => payload as object)).toEqual([
      { campaignId, subjectType: 'brief', count: 1 },
      { campaignId, subjectType: 'variant', count: 3 },
    ]);
  });

  it('TSK-2 is shown exactly as it would go out, with its hash', async () => {
    const { id, subjectId, contentHash } = await first();
    const shown = await getApproval(as(mara), { id });
    expect(shown).toMatchObject({ contentHash, mayDecide: true, whyNot: null, brief: null, comments: [] });
    expect(shown.variant).toMatchObject({ id: subjectId, copy: { headline: shown.title } });
    expect(shown.variant?.renditions.map(({ ratio }) => ratio)).toEqual(['1:1', '4:5']);
    const [brief] = await pending('brief');
    const detail = await getApproval(as(mara), { id: brief?.id ?? '' });
    expect(detail.brief?.text).toContain('quiet-autumn');
    await expect(getApproval(as(mara), { id: 'apr_none' })).rejects.toMatchObject({
      code: 'approvals.unknown',
    });
  });
});

describe('a decision', () => {
  it('TSK-2 names who, when, what and why, and holds for exactly what was seen', async () => {
    const { id, subjectId, contentHash } = await first();
    const subject = { type: 'variant', id: subjectId } as const;
    expect(await withTransaction(house.db, (tx) => isApproved(tx, operator(), subject))).toBe(false);
    const wrong = decideApproval(as(mara), { id, contentHash: 'f'.repeat(64), decision: 'approve' });
    await expect(wrong).rejects.toMatchObject({ code: 'approvals.changed', status: 409 });
    const decided = await decideApproval(as(mara), {
      id,
      contentHash,
      decision: 'approve',
      comment: 'Good.',
    });
    expect(decided).toMatchObject({ state: 'approved', decidedBy: 'Mara', comment: 'Good.', contentHash });
    expect(await withTransaction(house.db, (tx) => isApproved(tx, operator(), subject))).toBe(true);
    const { rows } = await house.db.pool.query<{ record: string }>(
      `select record from audit_entry where action = 'approval.decided' and subject_id = $1`,
      [id],
    );
    expect(JSON.parse(rows[0]?.record ?? '{}')).toMatchObject({
      entry: {
        actor: { kind: 'user', id: 'usr_mara' },
        before: { state: 'pending_review', decidedHash: null },
        after: { state: 'approved', decidedHash: contentHash },
      },
    });
  });

  it('TSK-2 is void as soon as the thing changes, and can be made anew', async () => {
    const headline = ownName('Edited');
    const { id, subjectId, contentHash } = await first();
    await decideApproval(as(mara), { id, contentHash, decision: 'approve' });
    await house.db.pool.query(
      `update variant set copy = jsonb_set(copy, '{headline}', to_jsonb($2::text)) where id = $1`,
      [subjectId, headline],
    );
    const changed = await getApproval(as(mara), { id });
    expect(changed).toMatchObject({
      state: 'void',
      voidReason: 'it was changed after the decision',
      title: headline,
    });
    expect(changed.contentHash).not.toBe(contentHash);
    const subject = { type: 'variant', id: subjectId } as const;
    expect(await withTransaction(house.db, (tx) => isApproved(tx, operator(), subject))).toBe(false);
    const stale = decideApproval(as(mara), { id, contentHash, decision: 'approve' });
    await expect(stale).rejects.toMatchObject({ code: 'approvals.changed' });
    await decideApproval(as(mara), { id, contentHash: changed.contentHash, decision: 'approve' });
    expect(await withTransaction(house.db, (tx) => isApproved(tx, operator(), subject))).toBe(true);
    await withdrawDecision(as(mara), { id });
    expect((await getApproval(as(mara), { id })).state).toBe('pending_review');
  });

  it('TSK-2 against something says why', async () => {
    const { id, contentHash } = await first();
    for (const decision of ['reject', 'request_changes'] as const)
      await expect(decideApproval(as(mara), { id, contentHash, decision })).rejects.toMatchObject({
        code: 'approvals.reason_needed',
      });
    const comment = 'The claim is too strong.';
    expect(
      await decideApproval(as(mara), { id, contentHash, decision: 'request_changes', comment }),
    ).toMatchObject({
      state: 'changes_requested',
      comment,
    });
    await withdrawDecision(as(mara), { id });
    await expect(withdrawDecision(as(mara), { id })).rejects.toMatchObject({ code: 'approvals.not_decided' });
  });

  it('TSK-2 of two people at once is one: the other is told', async () => {
    const { id, contentHash } = await first();
    for (let round = 0; round < 5; round++) {
      const outcomes = await Promise.allSettled([
        decideApproval(as(mara), { id, contentHash, decision: 'approve' }),
        decideApproval(as(nils), { id, contentHash, decision: 'reject', comment: 'No.' }),
      ]);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const lost = outcomes.find((outcome) => outcome.status === 'rejected');
      expect(lost?.reason).toMatchObject({ code: 'approvals.changed' });
      await withdrawDecision(as(nils), { id });
    }
  });

  it('TSK-2 is made by people only, through whatever door', async () => {
    const { id, contentHash } = await first();
    const programs: Actor[] = [
      { kind: 'apiKey', id: 'k', name: 'k', scopes: ['approvals.decide', 'approvals.read'] },
      { kind: 'agent', id: 'a', runId: 'r' },
      { kind: 'flow', flow: 'f', runId: 'r' },
      { kind: 'system', part: 's' },
      { kind: 'user', id: 'u', name: 'Ana', role: 'analyst' },
      { kind: 'user', id: 'u', name: 'Stef', role: 'strategist' },
    ];
    for (const actor of programs) {
      const decided = decideApproval(as(actor), { id, contentHash, decision: 'approve' });
      await expect(decided).rejects.toMatchObject({ code: 'auth.forbidden' });
      await expect(withdrawDecision(as(actor), { id })).rejects.toMatchObject({ code: 'auth.forbidden' });
    }
    const strategist: Actor = { kind: 'user', id: 'u', name: 'Stef', role: 'strategist' };
    expect(await getApproval(as(strategist), { id })).toMatchObject({ mayDecide: false });
  });

  it('TSK-2 needs a second person where the workspace asks for one', async () => {
    await setApprovalRules(as(nils), { needsSecondPerson: true });
    const { id, contentHash } = await first();
    const own = decideApproval(operator(), { id, contentHash, decision: 'approve' });
    await expect(own).rejects.toMatchObject({ code: 'approvals.not_allowed', status: 403 });
    expect(await getApproval(operator(), { id })).toMatchObject({ mayDecide: false });
    expect(await decideApproval(as(mara), { id, contentHash, decision: 'approve' })).toMatchObject({
      state: 'approved',
    });
    await expect(withdrawDecision(operator(), { id })).rejects.toMatchObject({
      code: 'approvals.not_allowed',
    });
    await setApprovalRules(as(nils), { needsSecondPerson: false });
    await withdrawDecision(as(mara), { id });
  });

  it('TSK-2 on several at once tells of each, and one that cannot be decided on keeps no other', async () => {
    const items = (await pending()).map(({ id, contentHash }) => ({ id, contentHash }));
    expect(items.length).toBeGreaterThan(1);
    const stale = { id: items[0]?.id ?? '', contentHash: '0'.repeat(64) };
    const [, ...good] = items;
    const { items: told } = await decideMany(as(mara), {
      items: [stale, ...good, { ...stale, id: 'apr_x' }],
      decision: 'approve',
    });
    expect(told.map(({ isDone, code }) => code ?? isDone)).toEqual([
      'approvals.changed',
      ...good.map(() => true),
      'approvals.unknown',
    ]);
    for (const { id } of good) await withdrawDecision(as(mara), { id });
  });
});

describe('comments', () => {
  it('TSK-2 stand on a spot of a picture, and are dealt with', async () => {
    const { id } = await first();
    const spot = { ratio: '4:5', x: 0.25, y: 0.9 };
    const strategist: Actor = { kind: 'user', id: 'u', name: 'Stef', role: 'strategist' };
    const made = await commentApproval(as(strategist), { id, text: 'Too close to the edge.', spot });
    expect(made).toMatchObject({ spot, createdBy: 'Stef', resolvedAt: null });
    expect(await getApproval(as(mara), { id })).toMatchObject({
      openComments: 1,
      comments: [{ id: made.id }],
    });
    const done = await resolveApprovalComment(as(mara), { id, commentId: made.id });
    expect(done).toMatchObject({ resolvedBy: 'Mara' });
    expect(await resolveApprovalComment(as(nils), { id, commentId: made.id })).toMatchObject({
      resolvedBy: 'Mara',
    });
    await expect(resolveApprovalComment(as(mara), { id, commentId: 'cmt_x' })).rejects.toMatchObject({
      code: 'approvals.comment_unknown',
    });
    const analyst: Actor = { kind: 'user', id: 'u', name: 'Ana', role: 'analyst' };
    await expect(commentApproval(as(analyst), { id, text: 'x' })).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
  });
});

describe('a new revision of the brief', () => {
  it('TSK-2 makes void what stood for the old one, and waits itself', async () => {
    const before = await pending();
    const [approved] = before;
    if (approved === undefined) throw new Error('nothing waits');
    const { id, contentHash, subjectId, revision } = approved;
    await decideApproval(as(mara), { id, contentHash, decision: 'approve' });
    await generate({ name: ownName('Quiet Winter'), target_variants: 3, aspect_ratios: ['1:1', '4:5'] });
    const gone = await getApproval(as(mara), { id });
    const next = revision + 1;
    expect(gone).toMatchObject({ state: 'void', voidReason: `revision ${next} of the brief took its place` });
    await expect(decideApproval(as(mara), { id, contentHash, decision: 'approve' })).rejects.toMatchObject({
      code: 'approvals.void',
    });
    await expect(withdrawDecision(as(mara), { id })).rejects.toMatchObject({ code: 'approvals.void' });
    const subject = { type: 'variant', id: subjectId } as const;
    expect(await withTransaction(house.db, (tx) => isApproved(tx, operator(), subject))).toBe(false);
    expect((await pending()).map((variant) => variant.revision)).toEqual([next, next, next]);
    expect((await pending('brief')).map((brief) => brief.revision)).toEqual([next]);
  }, 60_000);

  it('TSK-2 makes void what was rejected as well: withdrawn, it could be approved and go out', async () => {
    const { id, subjectId, contentHash, revision } = await first();
    await decideApproval(as(mara), { id, contentHash, decision: 'reject', comment: 'No.' });
    await generate({ name: ownName('Quiet Spring'), target_variants: 3, aspect_ratios: ['1:1', '4:5'] });
    expect((await pending('brief')).map((brief) => brief.revision)).toEqual([revision + 1]);
    await expect(withdrawDecision(as(mara), { id })).rejects.toMatchObject({ code: 'approvals.void' });
    await expect(decideApproval(as(mara), { id, contentHash, decision: 'approve' })).rejects.toMatchObject({
      code: 'approvals.void',
    });
    const subject = { type: 'variant', id: subjectId } as const;
    expect(await withTransaction(house.db, (tx) => isApproved(tx, operator(), subject))).toBe(false);
  }, 60_000);
});

describe('many', () => {
  it('TSK-2 are read page by page, each once, newest first', async () => {
    await house.db.pool.query(
      `insert into approval (workspace_id, id, subject_type, subject_id, campaign_id, revision, state, made_by, requested_at)
       select 'ws_default', 'apr_' || lpad(n::text, 26, '0'), 'variant', 'var_none_' || n, $1, 2, 'rejected', '{"kind":"operator","via":"cli"}', now()
       from generate_series(1, 5000) n`,
      [campaignId],
    );
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listApprovals(as(mara), { state: 'rejected', limit: 200, after });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toHaveLength(5_000);
    expect(seen).toEqual([...new Set(seen)].toSorted().toReversed());
  });
});
