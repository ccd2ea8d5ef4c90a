import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import type { Actor } from '#kernel/actor';
import { raiseAlert } from '#modules/alerts/index';
import type { BrandDetail } from '#modules/brands/contract';
import { rejectBrief } from '#modules/briefs/index';
import { withTransaction } from '#platform/db/database';
import { startWorkerRole } from '#server/worker-role';
import { addBrand } from '#test/browser';
import { smallBrief } from '#test/briefs';
import { atRest, until } from '#test/house';
import { ownKey, ownName } from '#test/own-name';
import { addTestPerson, keyHeaders, setUpOwner, type TestPerson } from '#test/sign-in';
import { openWebHouse, type WebHouse } from '#test/web-house';
import type { Notification } from '#modules/notifications/contract';

interface Page {
  readonly items: (Omit<Notification, 'at'> & { at: string })[];
  readonly next?: string;
}
interface Waiting {
  readonly id: string;
  readonly contentHash: string;
}

let test: WebHouse;
let worker: Awaited<ReturnType<typeof startWorkerRole>>;
let owner: TestPerson;
let approver: TestPerson;
/** Hands in the briefs. */
let strategist: TestPerson;
let hayl: BrandDetail;

beforeAll(async () => {
  test = await openWebHouse(
    { AICMO_RATE_SIGN_IN: 'off', AICMO_RATE_ACCOUNT: 'off', AICMO_MIN_VARIANTS: '1' },
    { signIn: false },
  );
  const { house, web } = test;
  owner = await setUpOwner(house, web);
  worker = await startWorkerRole(house);
  hayl = await addBrand(house, 'hayl');
  await addBrand(house, 'northlight');
  approver = await addTestPerson(house, web, { email: 'approver@example.com', role: 'approver' });
  strategist = await addTestPerson(house, web, { email: 'strategist@example.com', role: 'strategist' });
}, 90_000);
afterAll(async () => {
  await worker.stop();
  await test[Symbol.asyncDispose]();
});

async function ask<Answer>(as: Pick<TestPerson, 'headers'>, url: string, payload?: object): Promise<Answer> {
  const answer = await test.web.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url: `/api/v1/${url}`,
    headers: as.headers,
    ...(payload === undefined ? {} : { payload }),
  });
  expect([url, answer.statusCode, answer.body]).toEqual([url, 200, expect.any(String)]);
  return answer.json<Answer>();
}

const list = (as: TestPerson, query = ''): Promise<Page> => ask(as, `notifications?limit=100${query}`);
const unreadOf = async (as: TestPerson): Promise<number> =>
  (await ask<{ unread: number }>(as, 'notifications/count')).unread;
const textsOf = async (as: TestPerson): Promise<string[]> => (await list(as)).items.map(({ text }) => text);
/** Waits for a sentence: what is committed is told once nothing older still runs, in any database of the server. */
const told = (as: TestPerson, text: string): Promise<Page['items'][number]> =>
  until(async () => (await list(as)).items.find((item) => item.text === text));
async function readAll(...people: TestPerson[]): Promise<void> {
  for (const as of people) {
    const [newest] = (await list(as)).items;
    if (newest !== undefined) await ask(as, 'notifications/read', { upTo: newest.position });
    expect(await unreadOf(as)).toBe(0);
  }
}

let raised = 0;
async function raise(
  message: string,
  more: { campaignId?: string; severity?: 'LOW' | 'HIGH'; dedupKey?: string; workspaceId?: string } = {},
): Promise<void> {
  const { workspaceId, severity = 'HIGH', dedupKey = `notes:${++raised}`, ...about } = more;
  const actor: Actor = { kind: 'system', part: 'test' };
  const ctx = contextFor(test.house, actor, workspaceId);
  const alert = { type: 'disk.low', severity, dedupKey, message, details: {}, ...about } as const;
  await withTransaction(test.house.db, (tx) => raiseAlert(tx, ctx, alert));
}

async function submit(as: TestPerson, changes: Readonly<Record<string, unknown>>): Promise<string> {
  const brief = smallBrief({ target_variants: 4, aspect_ratios: ['1:1'], ...changes });
  const text = JSON.stringify(brief);
  const made = await ask<{ campaignId: string }>(as, 'briefs', { text, fileName: 'brief.json' });
  await atRest(test.house, made.campaignId);
  return made.campaignId;
}

/** A campaign of its own for every try of a test, once everybody has been told how it ended; told of it is nothing new. */
async function submitQuiet(): Promise<{ campaignId: string; name: string }> {
  const name = ownName('Quiet Autumn');
  const campaignId = await submit(strategist, { campaign_id: ownKey('quiet-autumn'), name });
  for (const as of [owner, approver]) await told(as, `4 variants of ${name} wait for a decision.`);
  for (const as of [owner, approver, strategist]) await told(as, `${name} is finished.`);
  await readAll(owner, approver, strategist);
  return { campaignId, name };
}

async function waitingOf(campaignId: string, subjectType: 'brief' | 'variant' | 'task'): Promise<Waiting[]> {
  const query = `campaignId=${campaignId}&subjectType=${subjectType}&state=pending_review`;
  return (await ask<{ items: Waiting[] }>(approver, `approvals?${query}`)).items;
}

describe('notifications', { timeout: 60_000 }, () => {
  it('UI-4 are none in a new house', async () => expect(await list(owner)).toEqual({ items: [] }));

  it('UI-4 tell those who decide what waits, grouped per campaign, and everybody how it ended', async () => {
    const name = ownName('Quiet Autumn');
    const campaignId = await submit(strategist, { campaign_id: ownKey('quiet-autumn'), name });
    const waits = await told(approver, `4 variants of ${name} wait for a decision.`);
    expect(waits).toMatchObject({
      kind: 'decision_needed',
      isRead: false,
      link: { path: '/inbox', search: { campaignId, subjectType: 'variant' } },
    });
    const texts = await textsOf(approver);
    expect(texts).toContain(`Strategist Person handed in a brief for ${name}, to decide on.`);
    const ended = texts.find((text) => text.startsWith(`${name} is finished`));
    expect(ended).toBe(`${name} is finished.`);
    // Who cannot decide is not asked to, and nobody is told of what they did themselves.
    expect((await list(strategist)).items.map(({ kind }) => kind)).not.toContain('decision_needed');
    expect(await textsOf(strategist)).toContain(`${name} is finished.`);
  });

  it('UI-4 tell who handed a brief in what was decided, as one for decisions alike', async () => {
    const { campaignId, name } = await submitQuiet();
    const [brief] = await waitingOf(campaignId, 'brief');
    const variants = await waitingOf(campaignId, 'variant');
    await ask(approver, `approvals/${brief?.id}/decide`, {
      contentHash: brief?.contentHash,
      decision: 'request_changes',
      comment: 'Shorter.',
    });
    const items = variants.slice(0, 3).map(({ id, contentHash }) => ({ id, contentHash }));
    await ask(approver, 'approvals/decide', { items, decision: 'approve' });
    const summed = await told(strategist, `Approver Person approved 3 variants of ${name}.`);
    expect(summed.link).toEqual({
      path: '/inbox',
      search: { campaignId, state: 'approved', subjectType: 'variant' },
    });
    expect((await list(strategist, '&unreadOnly=true')).items.map(({ text }) => text)).toEqual([
      `Approver Person approved 3 variants of ${name}.`,
      `Approver Person asked for changes to the brief of ${name}.`,
    ]);
    expect(await unreadOf(strategist)).toBe(2);
    // It is about who handed it in; others hear of what waits, as it is now.
    expect(await unreadOf(owner)).toBe(0);
    expect(await textsOf(owner)).toContain(`1 variant of ${name} waits for a decision.`);
    expect((await textsOf(approver)).filter((text) => text.includes('approved'))).toEqual([]);
  });

  it('UI-4 a further decision of the same kind makes the one sum unread again', async () => {
    const { campaignId, name } = await submitQuiet();
    const [left, ...others] = await waitingOf(campaignId, 'variant');
    const items = others.map(({ id, contentHash }) => ({ id, contentHash }));
    await ask(approver, 'approvals/decide', { items, decision: 'approve' });
    await told(strategist, `Approver Person approved 3 variants of ${name}.`);
    await readAll(strategist);
    await ask(approver, `approvals/${left?.id}/decide`, {
      contentHash: left?.contentHash,
      decision: 'approve',
    });
    const summed = await told(strategist, `Approver Person approved 4 variants of ${name}.`);
    expect(summed.isRead).toBe(false);
    const sums = (await textsOf(strategist)).filter((text) =>
      new RegExp(`approved.* ${name}\\.$`).test(text),
    );
    expect(sums).toEqual([`Approver Person approved 4 variants of ${name}.`]);
    expect(await textsOf(owner)).toContain(`All variants of ${name} are decided on.`);
  });

  it('UI-4 tell of comments, refused briefs, and alerts that are new or worse', async () => {
    const { campaignId, name } = await submitQuiet();
    const fileName = `${ownKey('bad')}.yaml`;
    const commented = `Approver Person commented on a variant of ${name}.`;
    const { items } = await ask<{ items: Waiting[] }>(
      owner,
      `approvals?campaignId=${campaignId}&subjectType=variant`,
    );
    const id = items[0]?.id ?? '';
    await ask(approver, `approvals/${id}/comments`, { text: 'A calmer picture?' });
    const comment = await told(owner, commented);
    expect(comment.link).toEqual({ path: '/inbox', search: { open: id } });
    const ctx = contextFor(test.house, { kind: 'operator', via: 'folder' });
    const refused = { sourceKey: `/b/${fileName}`, signature: 's', fileName, problems: [] };
    await withTransaction(test.house.db, (tx) => rejectBrief(tx, ctx, refused));
    const [full, disk] = [ownName('The disk is almost full'), { dedupKey: ownKey('disk') }];
    await raise('The disk is filling up', { severity: 'LOW', ...disk });
    await raise('The disk is filling up', { severity: 'LOW', ...disk });
    await raise(full, disk);
    await raise(full, disk);
    await told(owner, `An alert is HIGH now: ${full}.`);
    const seen = (await list(owner, '&unreadOnly=true')).items.map(({ text, link }) => [text, link.path]);
    expect(seen).toEqual([
      [`An alert is HIGH now: ${full}.`, expect.stringMatching(/^\/alerts\/alr_/)],
      ['LOW alert: The disk is filling up.', expect.stringMatching(/^\/alerts\/alr_/)],
      [`The brief ${fileName} was refused.`, '/briefs/refused'],
      [commented, '/inbox'],
    ]);
    expect(await textsOf(approver)).not.toContain(commented);
  });

  it('UI-4 tell a person of a changed role and a revoked key, and nobody else', async () => {
    const { house, web } = test;
    const email = `${ownKey('admin')}@example.com`;
    const admin = await addTestPerson(house, web, { email, role: 'admin' });
    expect(await list(admin)).toMatchObject({ items: expect.any(Array) });
    // What was before they came counts as read.
    expect(await unreadOf(admin)).toBe(0);
    const key = await ask<{ id: string }>(admin, 'keys', { name: 'nightly', scopes: ['alerts.read'] });
    await ask(owner, `keys/${key.id}/revoke`, {});
    const people = await ask<{ items: { personId: string; email: string }[] }>(owner, 'people');
    const id = people.items.find(({ email }) => email === admin.email)?.personId ?? '';
    await ask(owner, `people/${id}`, { role: 'strategist' });
    await told(admin, 'Olga Owner changed what you are here: strategist, before that admin.');
    expect((await list(admin, '&unreadOnly=true')).items.map(({ text }) => text)).toEqual([
      'Olga Owner changed what you are here: strategist, before that admin.',
      'Olga Owner revoked your API key nightly.',
    ]);
    for (const other of [owner, approver, strategist])
      expect((await textsOf(other)).filter((text) => text.includes('Olga'))).toEqual([]);
  });

  it('UI-4 a person of one brand hears of its campaigns, of what concerns them, and of nothing else', async () => {
    const { house, web } = test;
    const who = { email: `${ownKey('limited')}@example.com`, brandIds: [hayl.id] };
    const limited = await addTestPerson(house, web, { ...who, role: 'approver' });
    const [ours, north] = [ownName('Hayl spring'), ownName('North')];
    const [ourKey, northKey] = [ownKey('of-hayl'), ownKey('of-north')];
    const theirs = await submit(strategist, { campaign_id: ourKey, name: ours, brand: 'hayl' });
    const others = await submit(strategist, { campaign_id: northKey, name: north, brand: 'northlight' });
    const about = ['hayl', 'northlight', 'the house'].map((whom) => ownName(`About ${whom}`));
    await raise(about[0] ?? '', { campaignId: theirs });
    await raise(about[1] ?? '', { campaignId: others });
    await raise(about[2] ?? '');
    await told(owner, `HIGH alert: ${about[2]}.`);
    await told(limited, `HIGH alert: ${about[0]}.`);
    const texts = await textsOf(limited);
    expect(texts).toContain(`4 variants of ${ours} wait for a decision.`);
    expect(texts.filter((text) => /North|northlight|house|Quiet|bad\.yaml|disk/.test(text))).toEqual([]);
    const people = await ask<{ items: { personId: string; email: string }[] }>(owner, 'people');
    const id = people.items.find(({ email }) => email === limited.email)?.personId ?? '';
    const { rows } = await test.house.db.pool.query<{ id: string }>('select id from brand');
    await ask(owner, `people/${id}`, { role: 'approver', brandIds: rows.map((row) => row.id) });
    await told(limited, 'Olga Owner changed which brands you see.');
    expect(await textsOf(limited)).toContain(`HIGH alert: ${about[1]}.`);
  });

  it('UI-4 are of the workspace that is asked about', async () => {
    const { id: workspaceId } = await ask<{ id: string }>(owner, 'workspaces', { name: 'Second' });
    const message = ownName('Over there');
    await raise(message, { workspaceId });
    const there = { ...owner, headers: { ...owner.headers, 'x-aicmo-workspace': workspaceId } };
    await told(there, `HIGH alert: ${message}.`);
    expect(await textsOf(owner)).not.toContain(`HIGH alert: ${message}.`);
    expect((await list(there)).items).toHaveLength(1);
    await readAll(owner);
    expect(await unreadOf(there)).toBe(1);
  });

  it('UI-4 are not for programs, which are told so', async () => {
    const headers = await keyHeaders(test.house);
    for (const [method, url] of [
      ['GET', 'notifications'],
      ['GET', 'notifications/count'],
      ['POST', 'notifications/read'],
      ['GET', 'notifications/choice'],
      ['POST', 'notifications/choice'],
    ] as const) {
      const answer = await test.web.inject({ method, url: `/api/v1/${url}`, headers, payload: {} });
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'auth.person_needed']);
    }
  });
});

describe('reading them', { timeout: 60_000 }, () => {
  it('UI-4 goes page by page without doubles or gaps while new ones arrive', async () => {
    const name = ownName('First');
    const before = (await list(owner)).items.length;
    for (let n = 0; n < 12; n++) await raise(`${name}, ${n}`);
    await told(owner, `HIGH alert: ${name}, 11.`);
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const after = next === undefined ? '' : `&after=${next}`;
      const page = await ask<Page>(owner, `notifications?limit=5${after}`);
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
      await raise(`Later ${seen.length}`);
    } while (next !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(before + 12);
  });

  it('UI-4 marks single ones and all up to one, for this person alone, and never what came later', async () => {
    const [lastButOne, end] = [ownName('Last but one'), ownName('Last')];
    const fresh = ['New one', 'New two', 'New three'].map((name) => ownName(name));
    await raise(lastButOne);
    await raise(end);
    const last = await told(owner, `HIGH alert: ${end}.`);
    await readAll(owner);
    expect(await unreadOf(approver)).toBeGreaterThan(1);
    for (const message of fresh) await raise(message);
    const third = await told(owner, `HIGH alert: ${fresh[2]}.`);
    const second = await told(owner, `HIGH alert: ${fresh[1]}.`);
    expect(await unreadOf(owner)).toBe(3);
    expect(await ask(owner, 'notifications/read', { ids: [second.id, 'evt_none'] })).toEqual({ unread: 2 });
    expect((await list(owner, '&unreadOnly=true')).items.map(({ text }) => text)).toEqual([
      `HIGH alert: ${fresh[2]}.`,
      `HIGH alert: ${fresh[0]}.`,
    ]);
    // Back to an older place: what was read stays read.
    expect(await ask(owner, 'notifications/read', { upTo: last.position })).toEqual({ unread: 2 });
    expect(await ask(owner, 'notifications/read', { upTo: second.position })).toEqual({ unread: 1 });
    const kept = await test.house.db.pool.query('select 1 from notification_read');
    expect(kept.rowCount).toBe(0);
    await ask(owner, 'notifications/read', { upTo: '9999999999999999999:999999999999999999' });
    expect((await told(owner, `HIGH alert: ${fresh[2]}.`)).isRead).toBe(true);
    expect(third.isRead).toBe(false);
    const after = ownName('After the end');
    await raise(after);
    await told(owner, `HIGH alert: ${after}.`);
    expect(await unreadOf(owner)).toBe(1);
  });

  it('UI-4 leaves out the kinds that a person has switched off, for them alone, until they are on again', async () => {
    await ask(owner, 'notifications/choice', { hidden: [] });
    await readAll(owner);
    const [message, name] = [ownName('Not for me'), ownName('Quiet Winter')];
    await raise(message);
    await submit(strategist, { campaign_id: ownKey('quiet-winter'), name });
    await told(owner, `HIGH alert: ${message}.`);
    await told(owner, `${name} is finished.`);
    const all = await unreadOf(owner);
    const hidden = ['alert_raised', 'campaign_finished'];
    expect(await ask(owner, 'notifications/choice', { hidden })).toEqual({ hidden });
    const [left, texts] = [await unreadOf(owner), await textsOf(owner)];
    expect(left).toBeLessThan(all);
    expect(texts.filter((text) => /alert:|is finished/.test(text))).toEqual([]);
    expect(texts).toContain(`4 variants of ${name} wait for a decision.`);
    expect(await textsOf(approver)).toContain(`HIGH alert: ${message}.`);
    expect(await ask(owner, 'notifications/choice')).toEqual({ hidden });
    await ask(owner, 'notifications/choice', { hidden: [] });
    expect(await unreadOf(owner)).toBe(all);
  });

  it('UI-4 tells the other browsers of the person by an event where something changed, and leaves no trace on the audit chain', async () => {
    const count = async (): Promise<unknown> =>
      (
        await test.house.db.pool.query(
          `select (select count(*)::int from event where type = 'notification.read') e, (select count(*)::int from audit_entry where actor_kind = 'user') a`,
        )
      ).rows[0];
    await readAll(owner);
    const before = (await count()) as { e: number; a: number };
    await readAll(owner);
    expect(await count()).toEqual(before);
    const message = ownName('One more');
    await raise(message);
    await told(owner, `HIGH alert: ${message}.`);
    await readAll(owner);
    expect(await count()).toEqual({ ...before, e: before.e + 1 });
  });

  it('UI-4 needs either a place or ids', async () => {
    for (const payload of [{}, { upTo: '1:1', ids: ['evt_1'] }, { upTo: 'x' }, { ids: [] }]) {
      const answer = await test.web.inject({
        method: 'POST',
        url: '/api/v1/notifications/read',
        headers: owner.headers,
        payload,
      });
      expect(answer.statusCode).toBe(400);
    }
  });

  it('UI-4 tell those who decide of tasks that wait, and who proposed them of the decision', async () => {
    const name = ownName('Tasks told');
    const id = await submit(strategist, { campaign_id: ownKey('tasks-told'), name });
    await readAll(approver, strategist);
    for (const title of ['First', 'Second'])
      await ask(strategist, 'tasks', { campaignId: id, type: 'swot', title });
    await told(approver, `1 task of ${name} waits for a decision.`);
    const waiting = await waitingOf(id, 'task');
    for (const { id: approvalId, contentHash } of waiting)
      await ask(approver, `approvals/${approvalId}/decide`, { contentHash, decision: 'approve' });
    await told(strategist, `Approver Person approved 2 tasks of ${name}.`);
  });
});
