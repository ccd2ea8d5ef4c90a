import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  applyCalendar,
  contextFor,
  createTask,
  dropTask,
  getTask,
  lookAtApprovals,
  pauseWork,
  makeFeed,
  putTask,
  removeTask,
  revokeFeed,
  resumeWork,
  reviseTask,
  runTask,
  setCalendarRules,
  tick,
  updateTask,
} from '#flows/index';
import { acknowledgeAlert, raiseAlert, resolveAlert } from '#modules/alerts/index';
import {
  commentApproval,
  decideApproval,
  delegate,
  endDelegation,
  getApproval,
  listApprovals,
  makeLink,
  openReview,
  removeChain,
  removePolicy,
  resolveApprovalComment,
  revokeLink,
  setApprovalRules,
  setChain,
  setPolicy,
  showReview,
} from '#modules/approvals/index';
import { type AuditEntry, listAuditEntries, verifyAudit } from '#modules/audit/index';
import { createBrand, updateBrand } from '#modules/brands/index';
import { forgetRejection, rejectBrief } from '#modules/briefs/index';
import { cancelCampaign } from '#modules/campaigns/index';
import { makePasswordLink } from '#modules/accounts/index';
import { createKey, revokeKey } from '#modules/keys/index';
import { addKnowledge, confirmKnowledge } from '#modules/knowledge/index';
import { addFileSource, addPageSource, readSourceAgain, removeSource } from '#modules/sources/index';
import type { FetchPage } from '#platform/http/fetch-page';
import { draftMessage, editMessage } from '#modules/messages/index';
import {
  activatePrompt,
  addPrompt,
  endExperiment,
  getPrompts,
  removeBudget,
  removeModelKey,
  resetTarget,
  resetUseCase,
  setBudget,
  setModelKey,
  setRecord,
  setTarget,
  setUseCase,
  startExperiment,
} from '#modules/models/index';
import { calendarRules } from '#modules/schedule/contract';
import { EVENT_TYPES } from '#platform/audit/event-types';
import { withTransaction } from '#platform/db/database';
import { rotateData, rotateMaster } from '#platform/secrets/rotate';
import { smallBrief } from '#test/briefs';
import { handIn, until } from '#test/house';
import { importKit } from '#test/kits';
import { addMemberNamed } from '#test/people';
import { startTaskWorker } from '#test/task-worker';
import { addTestPerson, codeOf, cookiesOf, injectAsOwner, injectSignedIn, OWNER_EMAIL } from '#test/sign-in';
import { openWebHouse, type WebHouse } from '#test/web-house';

/** Planted wherever a text can be handed in; none of them may be on the chain. */
const CANARIES = {
  email: 'canary.person@example.com',
  phone: '+49 170 5556677',
  card: '5555 5555 5555 4444',
  key: `aicmo_${'c'.repeat(43)}`,
  provider: `sk-${'canary'.repeat(5)}`,
};
const PLANTED = Object.values(CANARIES).join(', ');

let test: WebHouse;
let entries: AuditEntry[];
const ctx = () => contextFor(test.house, { kind: 'operator', via: 'cli' });

const folder = mkdtempSync(join(tmpdir(), 'aicmo-audit-'));
beforeAll(async () => {
  const models = join(folder, 'models.yaml');
  writeFileSync(models, 'providers: { own: { kind: ollama } }\n');
  test = await openWebHouse({ AICMO_MODELS_FILE: models }, { signIn: false });
  await changeEverything();
  entries = (await listAuditEntries(ctx(), { limit: 200 })).items.toReversed();
}, 60_000);
afterAll(async () => {
  await test[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Calls every verb that changes something by decision, with canaries in every text. */
async function changeEverything(): Promise<void> {
  await importKit(test.house, { tagline: PLANTED });
  await importKit(test.house, { colours: { primary: '#204061' } });
  const made = await createBrand(ctx(), { name: 'Second brand' });
  const document = { ...made.document, shape: 'angular' } as const;
  await updateBrand(ctx(), { id: made.id, revision: made.revision, document });
  await handIn(test.house, smallBrief({ campaign_id: 'spring', name: `Spring ${CANARIES.email}` }));
  await handIn(test.house, smallBrief({ campaign_id: 'spring', name: 'Spring again' }));
  await changeTasks();
  await cancelCampaign(ctx(), { id: 'spring' });
  await changeBriefsAndAlerts();
  const key = await createKey(ctx(), { name: PLANTED.slice(0, 90), scopes: ['llm.use'], expiresInDays: 3 });
  await revokeKey(ctx(), { id: key.id });
  await changeModels();
  await changeSecrets();
  await changeApprovals();
  await changePeople();
  await changeChains();
}

async function changeBriefsAndAlerts(): Promise<void> {
  const { db } = test.house;
  const sourceKey = `/briefs/${CANARIES.email}.yaml`;
  await withTransaction(db, async (tx) => {
    const rejected = { sourceKey, signature: 's', fileName: `${CANARIES.email}.yaml`, problems: [] };
    await rejectBrief(tx, ctx(), rejected);
    // Noted already: no change and no entry.
    await rejectBrief(tx, ctx(), rejected);
    await forgetRejection(tx, ctx(), sourceKey);
    await forgetRejection(tx, ctx(), sourceKey);
  });
  const details = { file: PLANTED };
  const raised = { type: 'disk.low', severity: 'HIGH', dedupKey: 'disk', message: PLANTED, details } as const;
  const { id } = await withTransaction(db, (tx) => raiseAlert(tx, ctx(), raised));
  await withTransaction(db, (tx) => raiseAlert(tx, ctx(), raised));
  await acknowledgeAlert(ctx(), { id });
  const draft = await draftMessage(ctx(), { alertId: id, audience: 'team' });
  await editMessage(ctx(), { ...draft, subject: PLANTED.slice(0, 200) });
  await resolveAlert(ctx(), { id, resolution: PLANTED });
}

async function changeModels(): Promise<void> {
  const scope = { scopeKind: 'workspace', scopeId: '', period: 'month', measure: 'cost' } as const;
  await setBudget(ctx(), { ...scope, limit: 20 });
  const budget = await setBudget(ctx(), { ...scope, limit: 30 });
  await removeBudget(ctx(), { id: budget.id });
  const [shipped] = (await getPrompts(ctx(), { name: 'copywriting' })).items;
  const { system = '', user = '' } = shipped ?? {};
  await addPrompt(ctx(), { name: 'copywriting', system: `${system} ${PLANTED}`, user, note: PLANTED });
  await activatePrompt(ctx(), { name: 'copywriting', version: 1 });
  const arms = [
    { name: 'long', promptVersion: 0 },
    { name: 'short', promptVersion: 1 },
  ];
  const named = { name: PLANTED, promptName: 'copywriting', arms, unitsPerArm: 30 };
  const { id } = await startExperiment(ctx(), named);
  await endExperiment(ctx(), { id });
  await setUseCase(ctx(), { useCase: 'copywriting', policy: 'cost' });
  await setUseCase(ctx(), { useCase: 'copywriting', policy: 'quality', retries: 1 });
  await resetUseCase(ctx(), { useCase: 'copywriting' });
  await setTarget(ctx(), { target: 'new', provider: 'own', model: 'm', requestsPerMinute: 5 });
  await resetTarget(ctx(), { target: 'new' });
  await setRecord(ctx(), { keepTexts: true });
}

async function changeSecrets(): Promise<void> {
  await setModelKey(ctx(), { name: 'own', key: CANARIES.provider });
  await rotateData(ctx(), test.house.db);
  await rotateMaster(ctx(), test.house.db);
  await removeModelKey(ctx(), { name: 'own' });
}

async function changeTasks(): Promise<void> {
  const text = PLANTED.slice(0, 200);
  const proposed = {
    type: 'swot',
    title: text,
    description: PLANTED,
    reason: PLANTED,
    priority: 'LOW',
  } as const;
  const propose = () =>
    createTask(ctx(), { ...proposed, campaignId: 'spring', confidence: 1, dependsOn: [] });
  const approve = async ({ approvalId: id }: { approvalId: string }): Promise<void> => {
    const { contentHash } = await getApproval(ctx(), { id });
    await decideApproval(ctx(), { id, contentHash, decision: 'approve', comment: PLANTED });
  };
  const [done, late, dropped] = [await propose(), await propose(), await propose()];
  await approve(done);
  await updateTask(ctx(), { id: done.id, revision: 1, title: `${text.slice(0, 190)} again` });
  await approve(done);
  await dropTask(ctx(), dropped);
  const off = { from: '2020-01-01', to: '2020-01-02', reason: PLANTED };
  const resources = [{ name: PLANTED.slice(0, 80) }];
  await setCalendarRules(ctx(), { brandId: '', rules: calendarRules.parse({ blackouts: [off], resources }) });
  const day = new Date().toISOString().slice(0, 10);
  await applyCalendar(ctx(), { from: day, to: day });
  const past = { runAt: new Date(Date.now() - 120_000), windowEnd: new Date(Date.now() - 60_000) };
  await putTask(ctx(), { taskId: late.id, ...past, onlyCheck: false });
  await pauseWork(ctx(), { scope: 'workspace', scopeId: '', reason: PLANTED });
  await tick(test.house, { maxToRun: 10 });
  await resumeWork(ctx(), { scope: 'workspace', scopeId: '' });
  await putTask(ctx(), { taskId: late.id, runAt: new Date(Date.now() + 3_600_000), onlyCheck: false });
  await removeTask(ctx(), { taskId: late.id });
  const feed = await makeFeed(
    { ...ctx(), baseUrl: 'http://localhost' },
    { name: PLANTED.slice(0, 80), scope: 'workspace', scopeId: '' },
  );
  await revokeFeed(ctx(), feed);
  const worker = await startTaskWorker(test.house);
  await runTask(ctx(), { id: done.id });
  await until(async () => (await getTask(ctx(), done)).status === 'COMPLETED_PREVIEW');
  await runTask(ctx(), { id: done.id, dryRun: false });
  await until(async () => (await getTask(ctx(), done)).status === 'COMPLETED');
  await worker.stop();
  const { runId } = await getTask(ctx(), done);
  const written = [{ path: 'summary', text: PLANTED.slice(0, 1_000) }];
  await reviseTask(ctx(), { id: done.id, runId: runId ?? '', texts: written, comment: PLANTED });
  const evidence = [{ text: PLANTED, source: PLANTED }];
  const item = await addKnowledge(ctx(), {
    brandId: 'second-brand',
    statement: PLANTED,
    evidence,
    confidence: 1,
  });
  await confirmKnowledge(ctx(), { ...item, statement: `${PLANTED} again` });
  await changeSources();
  const policy = {
    name: text.slice(0, 80),
    types: null,
    brandIds: null,
    mostMinutes: null,
    mostCostMicro: null,
    isOn: false,
  } as const;
  const { id } = await setPolicy(ctx(), { ...policy, mostPriority: 'LOW', leastConfidence: 1 });
  await removePolicy(ctx(), { id });
}

async function changeSources(): Promise<void> {
  const about = { brandId: 'second-brand', about: PLANTED.slice(0, 80) };
  const bytes = Buffer.from(PLANTED);
  const fetchPage: FetchPage = (address) =>
    Promise.resolve({ address, isHtml: false, charset: undefined, bytes });
  const reading = { ...ctx(), fetchPage };
  const page = await addPageSource(reading, { ...about, address: 'https://halden.example/' });
  await readSourceAgain(reading, page);
  await addFileSource(ctx(), { ...about, fileName: `${CANARIES.email}.txt`, bytes });
  await removeSource(ctx(), page);
}

async function changeApprovals(): Promise<void> {
  const [waiting] = (await listApprovals(ctx(), { state: 'pending_review', limit: 1 })).items;
  const { id = '', contentHash = '' } = waiting ?? {};
  await decideApproval(ctx(), { id, contentHash, decision: 'reject', comment: PLANTED });
  const { id: commentId } = await commentApproval(ctx(), { id, text: PLANTED });
  await resolveApprovalComment(ctx(), { id, commentId });
  await setApprovalRules(ctx(), { needsSecondPerson: true });
  await setApprovalRules(ctx(), { needsSecondPerson: false });
}

async function changeChains(): Promise<void> {
  const { house } = test;
  await addMemberNamed(house, { id: 'usr_first', name: PLANTED.slice(0, 100), role: 'approver' });
  await addMemberNamed(house, { id: 'usr_other', name: 'Other', role: 'approver' });
  const client = { kind: 'client', name: PLANTED.slice(0, 100), email: CANARIES.email } as const;
  const step = { mode: 'any', remindHours: null } as const;
  const chain = await setChain(ctx(), {
    name: PLANTED.slice(0, 80),
    subjectTypes: ['brief'],
    brandIds: null,
    types: null,
    steps: [
      {
        ...step,
        name: PLANTED.slice(0, 80),
        seats: [{ kind: 'role', role: 'owner' }],
        hours: null,
        escalateTo: [],
      },
      { ...step, name: 'Client', seats: [client], hours: 1, escalateTo: [client] },
    ],
  });
  await handIn(house, smallBrief({ campaign_id: 'in-steps' }), 'steps.json');
  const [waiting] = (await listApprovals(ctx(), { state: 'pending_review', subjectType: 'brief', limit: 1 }))
    .items;
  const { id = '', contentHash = '' } = waiting ?? {};
  await decideApproval(ctx(), { id, contentHash, decision: 'approve', comment: PLANTED });
  const { link, id: linkId } = await makeLink(
    { ...ctx(), baseUrl: 'http://localhost' },
    { id, name: client.name, email: client.email, days: 2 },
  );
  const review = await openReview(ctx(), { token: link.split('#')[1] ?? '' });
  await showReview({ ...ctx(), actor: review.actor }, review);
  await lookAtApprovals({ ...house, clock: { now: () => new Date(Date.now() + 2 * 3_600_000) } });
  await revokeLink(ctx(), { id, linkId });
  await removeChain(ctx(), { id: chain.id });
  const { id: delegation } = await delegate(ctx(), {
    fromPerson: 'usr_first',
    toPerson: 'usr_other',
    untilAt: new Date(Date.now() + 3_600_000),
    reason: PLANTED.slice(0, 200),
  });
  await endDelegation(ctx(), { id: delegation });
}

/** Through the front door, as people do it; the operator helps with what they cannot. */
async function changePeople(): Promise<void> {
  const { house, web } = test;
  await injectAsOwner(house, web);
  const post = async (url: string, payload: object = {}, as?: { cookie: string }): Promise<unknown> => {
    const answer = await web.inject({
      method: 'POST',
      url: `/api/v1/${url}`,
      payload,
      ...(as === undefined ? {} : { headers: as }),
    });
    expect([url, answer.statusCode, answer.body]).toEqual([url, 200, expect.any(String)]);
    return answer.json();
  };
  const mara = await addTestPerson(house, web, { email: 'mara@example.com', role: 'analyst' });
  const members = (await web.inject({ url: '/api/v1/people' })).json<{ items: { personId: string }[] }>();
  const id = members.items[0]?.personId ?? '';
  await post(`people/${id}`, { role: 'strategist' });
  const password = mara.password;
  await post('account/name', { name: 'Mara Renamed' }, mara.headers);
  const { uri } = (await post('account/second-factor/begin', { password }, mara.headers)) as { uri: string };
  await post('account/second-factor/confirm', { code: codeOf(uri) }, mara.headers);
  const again = await web.inject({
    method: 'POST',
    url: '/api/v1/sign-in',
    payload: { email: mara.email, password },
    headers: { cookie: '' },
  });
  const half = { cookie: cookiesOf(again) };
  const whole = await web.inject({
    method: 'POST',
    url: '/api/v1/sign-in/code',
    payload: { code: codeOf(uri) },
    headers: half,
  });
  expect([whole.statusCode, whole.json()]).toEqual([200, { state: 'signed_in' }]);
  const signedIn = { cookie: cookiesOf(whole) };
  const wrong = {
    method: 'POST',
    url: '/api/v1/account/proof',
    payload: { password: PLANTED.slice(0, 128) },
  } as const;
  expect((await web.inject({ ...wrong, headers: signedIn })).statusCode).toBe(403);
  await post('account/proof', { password, code: codeOf(uri) }, signedIn);
  await post('account/second-factor/end', { password }, signedIn);
  await makePasswordLink(ctx(), { email: mara.email });
  const { token } = await makePasswordLink(ctx(), { email: mara.email });
  await post('sign-in/new-password', { token, password: `${password}!` }, { cookie: '' });
  await post(`people/${id}/remove`);
  const invited = (await post('invitations', { email: 'none@example.com', role: 'admin' })) as { id: string };
  await post(`invitations/${invited.id}/revoke`);
  const view = {
    list: 'alerts',
    name: PLANTED.slice(0, 60),
    search: { text: CANARIES.email },
    columns: ['message'],
  };
  const kept = (await post('views', view)) as { id: string };
  await post('views', { ...view, ...kept, isShared: true });
  await web.inject({ method: 'DELETE', url: `/api/v1/views/${kept.id}` });
  await post('workspaces', { name: 'Second' });
  await post('workspace/name', { name: 'First' });
  await post('sign-out');
  await injectSignedIn(web, OWNER_EMAIL);
}

const of = (action: string): AuditEntry[] => entries.filter((entry) => entry.action === action);
const changesOf = (action: string) => of(action).map(({ before, after }) => [before, after]);

describe('every change by decision', () => {
  it('SEC-2 is on the chain, and a type of event that no verb here writes is missed', async () => {
    const audited = Object.entries(EVENT_TYPES).filter(([, kind]) => kind === 'audited');
    // A new workspace begins a chain of its own with its making.
    const { rows } = await test.house.db.pool.query<{ action: string }>(
      'select distinct action from audit_entry',
    );
    const written = new Set(rows.map(({ action }) => action));
    expect([...written].toSorted()).toEqual(audited.map(([type]) => type).toSorted());
    expect(await verifyAudit(ctx(), {})).toMatchObject({ isWhole: true, entries: entries.length });
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1));
  });

  it('SEC-2 says who did it, by which way, and is found from the event by its id', async () => {
    const { rows } = await test.house.db.pool.query<{ id: string }>('select id from event');
    const events = new Set(rows.map(({ id }) => id));
    for (const entry of entries) expect(events).toContain(entry.id);
    expect(of('budget.set')[0]?.actor).toEqual({ kind: 'operator', id: null, via: 'cli' });
    const person = { kind: 'user', id: expect.stringMatching(/^usr_/), via: null };
    for (const action of ['member.changed', 'session.started', 'invitation.accepted'])
      expect(of(action)[0]?.actor).toEqual(person);
    expect(of('password.link_made')[0]?.actor).toMatchObject({ kind: 'operator' });
  });

  it('SEC-2 says what was before and after, as the fields that changed', () => {
    const scope = { scopeKind: 'workspace', scopeId: '', period: 'month', measure: 'cost' };
    expect(changesOf('budget.set')).toEqual([
      [null, { ...scope, limit: 20 }],
      [{ limit: 20 }, { limit: 30 }],
    ]);
    expect(changesOf('budget.removed')).toEqual([[{ ...scope, limit: 30 }, null]]);
    expect(changesOf('alert.acknowledged')).toEqual([[{ state: 'open' }, { state: 'acknowledged' }]]);
    expect(changesOf('alert.resolved')).toEqual([[{ state: 'acknowledged' }, { state: 'resolved' }]]);
    expect(changesOf('key.revoked')).toEqual([[{ revokedAt: null }, { revokedAt: expect.any(String) }]]);
    expect(changesOf('prompt.activated')).toEqual([[{ version: 0 }, { version: 1 }]]);
    expect(changesOf('models.use_case.set')).toEqual([
      [{ 'copywriting.policy': null }, { 'copywriting.policy': 'cost' }],
      [
        { 'copywriting.policy': 'cost', 'copywriting.retries': null },
        { 'copywriting.policy': 'quality', 'copywriting.retries': 1 },
      ],
    ]);
    expect(changesOf('models.use_case.reset')).toEqual([
      [
        { 'copywriting.policy': 'quality', 'copywriting.retries': 1 },
        { 'copywriting.policy': null, 'copywriting.retries': null },
      ],
    ]);
    const target = { 'new.provider': 'own', 'new.model': 'm', 'new.requestsPerMinute': 5 };
    const none = { 'new.provider': null, 'new.model': null, 'new.requestsPerMinute': null };
    expect(changesOf('models.target.set')).toEqual([[none, target]]);
    expect(changesOf('models.target.reset')).toEqual([[target, none]]);
    expect(changesOf('models.key.set')).toEqual([[null, { provider: 'own' }]]);
    expect(changesOf('models.key.removed')).toEqual([[{ provider: 'own' }, null]]);
    for (const action of ['secret.data_rotated', 'secret.master_rotated'])
      expect(changesOf(action)).toEqual([[{ id: expect.any(String) }, { id: expect.any(String) }]]);
    expect(changesOf('models.record.set')).toEqual([[{ keepTexts: null }, { keepTexts: true }]]);
    const view = { list: 'alerts', ownerId: expect.stringMatching(/^usr_/), contentHash: expect.any(String) };
    expect(changesOf('view.saved')).toEqual([
      [null, { ...view, isShared: false }],
      [{ isShared: false }, { isShared: true }],
    ]);
    expect(changesOf('view.removed')).toEqual([[{ ...view, isShared: true }, null]]);
    expect(changesOf('experiment.ended')).toMatchObject([[{ state: 'running' }, { state: 'ended' }]]);
  });

  it('SEC-2 of briefs, campaigns and brands names revisions and hashes', () => {
    const [made, revised] = changesOf('brief.submitted');
    const campaignId = of('campaign.created')[0]?.subject.id;
    expect(made).toMatchObject([null, { campaignId, revision: 1, replaces: null }]);
    expect(revised).toMatchObject([null, { campaignId, revision: 2, replaces: made?.[1]?.['contentHash'] }]);
    expect(changesOf('campaign.status_changed')).toContainEqual([{ status: 'new' }, { status: 'cancelled' }]);
    const [imported, changed] = changesOf('brand.imported');
    expect(imported).toEqual([null, expect.objectContaining({ revision: 1 })]);
    expect(changed).toMatchObject([{ revision: 1 }, { revision: 2 }]);
    expect(Object.keys(changed?.[1] ?? {})).toContain('colours');
    expect(changesOf('brand.created')).toMatchObject([[null, { revision: 1, key: 'second-brand' }]]);
    const hash = expect.any(String) as string;
    expect(changesOf('brand.edited')).toEqual([
      [
        { revision: 1, contentHash: hash, shape: 'rounded' },
        { revision: 2, contentHash: hash, shape: 'angular' },
      ],
    ]);
    expect(of('brief.refused')).toHaveLength(1);
    expect(of('brief.refusal_cleared')).toHaveLength(1);
  });

  it('SEC-2 holds none of the secrets and personal data that were planted', async () => {
    const { rows } = await test.house.db.pool.query<{ record: string }>('select record from audit_entry');
    const chain = rows.map(({ record }) => record).join('\n');
    const exported = (await test.web.inject({ url: '/api/v1/audit/export' })).body;
    for (const canary of Object.values(CANARIES)) {
      expect(chain).not.toContain(canary);
      expect(exported).not.toContain(canary);
    }
    // They were there to be copied: the events of the same changes hold them.
    const { rows: told } = await test.house.db.pool.query<{ payload: unknown }>('select payload from event');
    expect(JSON.stringify(told)).toContain(CANARIES.email);
  });
});

describe('the chain over HTTP', () => {
  const get = (url: string) => test.web.inject({ url: `/api/v1/audit/${url}` });
  const list = async (query: string): Promise<{ items: AuditEntry[]; next?: string }> =>
    (await get(`entries?${query}`)).json();

  it('SEC-2 an entry names the request that it was done by', async () => {
    const payload = { name: 'ci', scopes: ['audit.read'] };
    const made = await test.web.inject({ method: 'POST', url: '/api/v1/keys', payload });
    const { items } = await list('action=key.created&limit=1');
    expect(items[0]).toMatchObject({
      requestId: made.headers['x-request-id'],
      actor: { kind: 'user', id: expect.stringMatching(/^usr_/) },
      subject: { type: 'key', id: made.json<{ id: string }>().id },
    });
  });

  it('SEC-2 lists by actor, action, subject and time, page by page', async () => {
    const seen: number[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const page = await list(`limit=7&actorKind=operator${next === '' ? '' : `&after=${next}`}`);
      seen.push(...page.items.map(({ sequence }) => sequence));
      next = page.next;
    }
    const byOperator = entries.filter(({ actor }) => actor.kind === 'operator');
    expect(byOperator.length).toBeGreaterThan(30);
    expect(seen).toEqual(byOperator.map(({ sequence }) => sequence).toReversed());
    expect((await list('actorKind=apiKey')).items).toEqual([]);
    const [alert] = of('alert.raised');
    const about = await list(`subjectType=alert&subjectId=${alert?.subject.id ?? ''}`);
    expect(about.items.map(({ action }) => action)).toEqual([
      'alert.resolved',
      'alert.acknowledged',
      'alert.raised',
    ]);
    const at = alert?.at ?? '';
    const from = await list(`limit=200&from=${at}`);
    const until = await list(`limit=200&until=${at}`);
    expect(from.items.map(({ sequence }) => sequence)).toContain(alert?.sequence);
    expect(until.items.every((entry) => entry.at < at)).toBe(true);
    expect(from.items.length + until.items.length).toBeGreaterThan(seen.length);
  });

  it('SEC-2 gives one entry, the head, and what verifying found', async () => {
    const first = (await get('entries/1')).json<AuditEntry>();
    expect(first).toEqual(entries[0]);
    const head = (await get('head')).json<{ sequence: number; hash: string }>();
    expect(await get(`entries/${head.sequence}`).then((answer) => answer.json<AuditEntry>().hash)).toBe(
      head.hash,
    );
    const found = await get(`verify?head=${head.sequence}:${head.hash}`);
    expect(found.json()).toEqual({ isWhole: true, entries: head.sequence, head, break: null });
    const other = await get(`verify?head=1:${head.hash}`);
    expect(other.json()).toMatchObject({ isWhole: false, break: { kind: 'rewritten', sequence: 1 } });
    for (const none of [head.sequence + 1, 0, 'x', '9'.repeat(40)])
      expect((await get(`entries/${none}`)).json()).toMatchObject({ code: 'audit.unknown', status: 404 });
  });

  it.each(['entries?after=x', 'entries?from=yesterday', 'verify?head=1:x'])(
    'SEC-2 refuses %s',
    async (url) => {
      expect((await get(url)).json()).toMatchObject({ code: 'http.input_invalid', status: 400 });
    },
  );

  it('SEC-2 only who may read it reads it', async () => {
    const key = { kind: 'apiKey', id: 'k', name: 'ci', scopes: ['alerts.read'] } as const;
    await expect(listAuditEntries(contextFor(test.house, key), { limit: 1 })).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
    const reader = { ...key, scopes: ['audit.read'] };
    expect((await listAuditEntries(contextFor(test.house, reader), { limit: 1 })).items).toHaveLength(1);
  });
});
