import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { getApproval, listApprovals, setChain } from '#modules/approvals/index';
import { importBrand } from '#modules/brands/index';
import { startWorkerRole } from '#server/worker-role';
import { smallBrief } from '#test/briefs';
import { atRest, handIn } from '#test/house';
import { REPOSITORY } from '#test/server-process';
import { addTestPerson, setUpOwner, type TestPerson } from '#test/sign-in';
import { openWebHouse, type WebHouse } from '#test/web-house';

let test: WebHouse;
let owner: TestPerson;
let waiting: { id: string; contentHash: string }[] = [];
const operator = () => contextFor(test.house, { kind: 'operator', via: 'cli' });
const CLIENT = { name: 'Kim Client', email: 'kim@client.example' };

const post = (path: string, payload: object, headers: Record<string, string> = { cookie: '' }) =>
  test.web.inject({ method: 'POST', url: `/api/v1/${path}`, payload, headers });
const makeLink = async (id: string, more: object = {}, person = owner) =>
  post(`approvals/${id}/links`, { ...CLIENT, ...more }, person.headers);
const tokenOf = async (id: string, more: object = {}, person = owner): Promise<string> => {
  const made = await makeLink(id, more, person);
  expect([made.statusCode, made.body]).toEqual([200, expect.any(String)]);
  return made.json<{ link: string }>().link.split('#')[1] ?? '';
};
const next = (): { id: string; contentHash: string } => {
  const found = waiting.shift();
  if (found === undefined) throw new Error('nothing waits any more');
  return found;
};

beforeAll(async () => {
  test = await openWebHouse({ AICMO_RATE_SIGN_IN: 'off', AICMO_MIN_VARIANTS: '1' }, { signIn: false });
  const { house, web } = test;
  owner = await setUpOwner(house, web);
  await importBrand(operator(), { folder: `${REPOSITORY}examples/brands/hayl` });
  const worker = await startWorkerRole(house);
  const brief = smallBrief({ campaign_id: 'for-client', brand: 'hayl', target_variants: 8 });
  const { campaignId } = await handIn(house, brief);
  await atRest(house, campaignId);
  await worker.stop();
  waiting = (await listApprovals(operator(), { state: 'pending_review', subjectType: 'variant', limit: 50 }))
    .items;
}, 90_000);
afterAll(() => test[Symbol.asyncDispose]());

describe('a link for a client', () => {
  it('TSK-4 shows that one thing as it would go out, with its pictures, to who has no account', async () => {
    const { id, contentHash } = next();
    const token = await tokenOf(id);
    const shown = await post('review', { token });
    expect(shown.statusCode).toBe(200);
    const item = shown.json<{ words: { label: string; text: string }[]; pictures: { ratio: string }[] }>();
    expect(item).toMatchObject({
      workspaceName: 'Test agency',
      forName: CLIENT.name,
      contentHash,
      state: 'pending_review',
      mayDecide: true,
      decided: null,
      comments: [],
    });
    const { variant } = await getApproval(operator(), { id });
    expect(item.words.map(({ text }) => text)).toEqual(
      expect.arrayContaining([variant?.copy.headline, variant?.copy.body]),
    );
    const ratio = item.pictures[0]?.ratio ?? '';
    const picture = await post('review/picture', { token, ratio });
    expect([picture.statusCode, picture.headers['content-type']]).toEqual([200, 'image/jpeg']);
    expect(picture.rawPayload.length).toBe(variant?.renditions.find((one) => one.ratio === ratio)?.bytes);
    const small = await post('review/picture', { token, ratio, small: true });
    expect(small.rawPayload.length).toBeLessThan(picture.rawPayload.length);
    expect((await post('review/picture', { token, ratio: '7:3' })).statusCode).toBe(404);
  });

  it('TSK-4 decides bound to what was seen, and the record names the link, not the person', async () => {
    const { id, contentHash } = next();
    const token = await tokenOf(id);
    const stale = await post('review/decide', { token, contentHash: 'a'.repeat(64), decision: 'approve' });
    expect([stale.statusCode, stale.json()]).toMatchObject([409, { code: 'approvals.changed' }]);
    const silent = await post('review/decide', { token, contentHash, decision: 'request_changes' });
    expect(silent.json()).toMatchObject({ code: 'approvals.reason_needed' });
    expect((await post('review/comment', { token, text: 'Which price is this?' })).json()).toMatchObject({
      comments: [{ by: 'Kim Client (by link)', text: 'Which price is this?' }],
    });
    const done = await post('review/decide', {
      token,
      contentHash,
      decision: 'request_changes',
      comment: 'The price is old.',
    });
    const decided = { decision: 'request_changes', comment: 'The price is old.', at: expect.any(String) };
    expect(done.json()).toMatchObject({ state: 'changes_requested', mayDecide: false, decided });
    expect((await post('review', { token })).json()).toMatchObject({ decided });
    expect(await getApproval(operator(), { id })).toMatchObject({
      decidedBy: 'Kim Client (by link)',
      comment: 'The price is old.',
    });
    const { rows } = await test.house.db.pool.query<{ action: string; record: string }>(
      `select action, record from audit_entry where subject_id = $1 order by sequence`,
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'approval.link_made',
      'approval.commented',
      'approval.decided',
      'approval.link_opened',
    ]);
    expect(JSON.parse(rows[2]?.record ?? '{}')).toMatchObject({
      entry: { actor: { kind: 'guest', id: expect.stringMatching(/^aln_/) } },
    });
    for (const { record } of rows)
      for (const said of [...Object.values(CLIENT), token]) expect(record).not.toContain(said);
    const again = await post('review/decide', { token, contentHash, decision: 'approve' });
    expect(again.json()).toMatchObject({ code: 'approvals.changed' });
  });

  it('TSK-4 is kept as a hash, and that it was opened is noted', async () => {
    const { id } = next();
    const token = await tokenOf(id);
    const links = async () =>
      (await test.web.inject({ url: `/api/v1/approvals/${id}/links`, headers: owner.headers })).json<{
        items: { id: string; firstOpenedAt: string | null }[];
      }>().items;
    expect(await links()).toMatchObject([{ ...CLIENT, firstOpenedAt: null, madeBy: 'Olga Owner' }]);
    await post('review', { token });
    expect((await links())[0]?.firstOpenedAt).toEqual(expect.any(String));
    const { rows } = await test.house.db.pool.query<{ row: string }>(
      `select row_to_json(l)::text as row from approval_link l`,
    );
    expect(rows.map(({ row }) => row).join()).not.toContain(token);
  });

  it('TSK-4 leads nowhere once it is revoked, has run out, or its maker may not decide any more', async () => {
    const { id } = next();
    const gone = [404, { code: 'approvals.link_unknown' }];
    const outcome = async (token: string): Promise<unknown> => {
      const answer = await post('review', { token });
      return [answer.statusCode, answer.json()];
    };
    const revoked = await tokenOf(id);
    const { items } = (
      await test.web.inject({ url: `/api/v1/approvals/${id}/links`, headers: owner.headers })
    ).json<{ items: { id: string }[] }>();
    await post(`approvals/${id}/links/${items[0]?.id ?? ''}/revoke`, {}, owner.headers);
    expect(await outcome(revoked)).toMatchObject(gone);
    const old = await tokenOf(id, { days: 1 });
    await test.house.db.pool.query(`update approval_link set expires_at = now() - interval '1 minute'`);
    expect(await outcome(old)).toMatchObject(gone);
    expect(await outcome('x'.repeat(43))).toMatchObject(gone);
    const mara = await addTestPerson(test.house, test.web, { email: 'mara@example.com', role: 'approver' });
    const hers = await tokenOf(id, {}, mara);
    expect(await outcome(hers)).toMatchObject([200, { mayDecide: true }]);
    const { rows } = await test.house.db.pool.query<{ id: string }>(
      `select id from person where email = 'mara@example.com'`,
    );
    const left = await post(`people/${rows[0]?.id ?? ''}`, { role: 'analyst' }, owner.headers);
    expect(left.statusCode).toBe(200);
    expect(await outcome(hers)).toMatchObject(gone);
  });

  it('TSK-4 is no key to anything else', async () => {
    const { id, contentHash } = next();
    const token = await tokenOf(id);
    const headers = { cookie: '', authorization: `Bearer ${token}` };
    expect((await test.web.inject({ url: '/api/v1/approvals', headers })).statusCode).toBe(401);
    const other = next();
    const decided = await post('review/decide', {
      token,
      contentHash: other.contentHash,
      decision: 'approve',
    });
    expect(decided.json()).toMatchObject({ code: 'approvals.changed' });
    expect(await getApproval(operator(), { id: other.id })).toMatchObject({ state: 'pending_review' });
    await post('review/decide', { token, contentHash, decision: 'approve' });
    expect(await getApproval(operator(), { id })).toMatchObject({ state: 'approved' });
    const late = await makeLink(id);
    expect([late.statusCode, late.json()]).toMatchObject([409, { code: 'approvals.void' }]);
  });

  it('TSK-4 in a chain, a client decides when it is their turn', async () => {
    await setChain(operator(), {
      name: 'Client after agency',
      subjectTypes: ['brief'],
      brandIds: null,
      types: null,
      steps: [
        {
          name: 'Agency',
          mode: 'any',
          seats: [{ kind: 'role', role: 'owner' }],
          hours: null,
          remindHours: null,
          escalateTo: [],
        },
        {
          name: 'Client',
          mode: 'any',
          seats: [{ kind: 'client', ...CLIENT }],
          hours: 72,
          remindHours: 24,
          escalateTo: [],
        },
        {
          name: 'Publisher',
          mode: 'any',
          seats: [{ kind: 'role', role: 'owner' }],
          hours: null,
          remindHours: null,
          escalateTo: [],
        },
      ],
    });
    await handIn(test.house, smallBrief({ campaign_id: 'in-turn', brand: 'hayl' }), 'turn.json');
    const { items } = await listApprovals(operator(), {
      state: 'pending_review',
      subjectType: 'brief',
      limit: 1,
    });
    const { id = '', contentHash = '' } = items[0] ?? {};
    const early = await makeLink(id);
    expect(early.json()).toMatchObject({
      code: 'approvals.no_client_seat',
      detail: expect.stringContaining('an owner'),
    });
    await post(`approvals/${id}/decide`, { contentHash, decision: 'approve' }, owner.headers);
    const wrong = await makeLink(id, { email: 'else@client.example' });
    expect(wrong.json()).toMatchObject({ code: 'approvals.no_client_seat' });
    const token = await tokenOf(id);
    expect((await getApproval(operator(), { id })).steps[1]?.seats).toMatchObject([{ client: CLIENT }]);
    const done = await post('review/decide', { token, contentHash, decision: 'approve', comment: 'Go.' });
    expect(done.json()).toMatchObject({ state: 'pending_review', mayDecide: false });
    // It goes on without them, and they see what they have decided.
    const after = (await post('review', { token })).json();
    expect(after).toMatchObject({ decided: { decision: 'approve', comment: 'Go.' }, mayDecide: false });
    await post(`approvals/${id}/decide`, { contentHash, decision: 'approve' }, owner.headers);
    expect((await post('review', { token })).json()).toMatchObject({
      state: 'approved',
      decided: { decision: 'approve', comment: 'Go.' },
    });
    const { steps } = await getApproval(operator(), { id });
    expect(steps.map(({ seats }) => seats[0]?.decidedBy)).toEqual([
      'Olga Owner',
      'Kim Client (by link)',
      'Olga Owner',
    ]);
  });

  it('SEC-1 TSK-4 a person who sees one brand decides in its steps, and makes a link there', async () => {
    const { rows } = await test.house.db.pool.query<{ id: string }>(
      `select id from brand where key = 'hayl'`,
    );
    const brandIds = rows.map(({ id }) => id);
    const lena = await addTestPerson(test.house, test.web, {
      email: 'lena@example.com',
      role: 'approver',
      brandIds,
    });
    const step = { mode: 'any' as const, hours: 24, remindHours: null, escalateTo: [] };
    await setChain(operator(), {
      name: 'Client after agency',
      subjectTypes: ['brief'],
      brandIds,
      types: null,
      steps: [
        { ...step, name: 'Agency', seats: [{ kind: 'role', role: 'approver' }] },
        { ...step, name: 'Client', seats: [{ kind: 'client', ...CLIENT }] },
      ],
    });
    await handIn(test.house, smallBrief({ campaign_id: 'of-one-brand', brand: 'hayl' }), 'brand.json');
    const mine = await test.web.inject({
      url: '/api/v1/approvals?mine=true&subjectType=brief&limit=5',
      headers: lena.headers,
    });
    const [waiting] = mine.json<{ items: { id: string; contentHash: string; step: object }[] }>().items;
    expect(waiting?.step).toMatchObject({ number: 1, of: 2, waitsFor: 'an approver' });
    const { id = '', contentHash = '' } = waiting ?? {};
    const voted = await post(`approvals/${id}/decide`, { contentHash, decision: 'approve' }, lena.headers);
    expect(voted.json()).toMatchObject({ state: 'pending_review', step: { number: 2 } });
    const token = await tokenOf(id, {}, lena);
    const done = await post('review/decide', { token, contentHash, decision: 'approve' });
    expect(done.json()).toMatchObject({ state: 'approved' });
  });
});
