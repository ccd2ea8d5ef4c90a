import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import {
  type ApprovalDetail,
  decideApproval,
  endDelegation,
  getApproval,
  listApprovals,
  listChains,
  listDelegations,
  removeChain,
  setChain,
} from '#modules/approvals/index';
import { getCampaign } from '#modules/campaigns/index';
import { buildWeb } from '#server/web-role';
import {
  addAnalyst,
  addBrand,
  addCampaign,
  ANALYST,
  type Desk,
  hasBrowser,
  openOwnerStand,
  type OwnerStand,
  WORKSPACE,
} from '#test/browser';
import { KEYBOARD, POINTER } from '#test/hands';
import { ownKey } from '#test/own-name';
import { axeFaults, faultsOf } from '#test/page-faults';
import { addTestPerson } from '#test/sign-in';

const APPROVER = 'mara@example.com';
const KIM = { name: 'Kim Client', email: 'kim@client.example' };
const PHONE = 390;
const button = (tab: Page, name: string | RegExp) => tab.getByRole('button', { name, exact: true });
const dialog = (tab: Page) => tab.getByRole('dialog');
const step = (tab: Page, number: number) => tab.getByRole('group', { name: `Step ${number}`, exact: true });

// Without a browser on this machine there is nothing to work with.
describe.skipIf(!hasBrowser)('TSK-4 approvals in steps in a browser', () => {
  let stand: OwnerStand;
  let approver: Desk;
  const operator = () => contextFor(stand.house, { kind: 'operator', via: 'cli' });
  beforeAll(async () => {
    stand = await openOwnerStand({ AICMO_MIN_VARIANTS: '1' });
    const web = await buildWeb(stand.house);
    await addTestPerson(stand.house, web, { email: APPROVER, role: 'approver' });
    await web.close();
    await addAnalyst(stand.house);
    await addBrand(stand.house, 'hayl');
    approver = await stand.person(APPROVER);
  }, 120_000);
  beforeEach(async () => {
    for (const { id } of (await listChains(operator())).items) await removeChain(operator(), { id });
    for (const { id } of (await listDelegations(operator())).items) await endDelegation(operator(), { id });
  });
  afterAll(() => stand[Symbol.asyncDispose]());

  const anyOne = { mode: 'any' as const, remindHours: null, escalateTo: [] };
  /** The agency first, then the client, for every variant that is made from then on. */
  const setSteps = () =>
    setChain(operator(), {
      name: 'Client after agency',
      subjectTypes: ['variant'],
      brandIds: null,
      types: null,
      steps: [
        { ...anyOne, name: 'Agency', seats: [{ kind: 'role', role: 'approver' }], hours: 24 },
        { ...anyOne, name: 'Client', seats: [{ kind: 'client', ...KIM }], hours: null },
      ],
    });

  /** A variant of a new campaign, which waits for the first of these steps. */
  const waiting = async (changes: Readonly<Record<string, unknown>> = {}): Promise<ApprovalDetail> => {
    await setSteps();
    const base = { campaign_id: ownKey('in-steps'), brand: 'hayl', target_variants: 1 };
    const key = await addCampaign(stand.house, { ...base, ...changes });
    const { id: campaignId } = await getCampaign(operator(), { id: key });
    const filter = { state: 'pending_review', subjectType: 'variant', campaignId, limit: 1 } as const;
    const { items } = await listApprovals(operator(), filter);
    return getApproval(operator(), { id: items[0]?.id ?? '' });
  };

  it('TSK-4 UI-1 an owner sets two steps, in the order they want, by keys alone', async () => {
    const tab = await stand.open(`${WORKSPACE}/settings/steps`);
    await tab.getByText('One decision by anybody who may decide is enough').waitFor();
    await KEYBOARD.press(button(tab, 'Set steps'));
    await KEYBOARD.press(button(tab, 'Set the steps'));
    // What is missing is told at its field, and the first of them has the focus.
    await dialog(tab).getByText('Give it a name').waitFor();
    await tab
      .locator('input:focus')
      .and(tab.getByLabel('Name', { exact: true }))
      .waitFor();
    await KEYBOARD.write(tab.getByLabel('Name', { exact: true }), 'Client after agency');
    await KEYBOARD.write(step(tab, 1).getByLabel('Name of the step'), 'Client');
    await KEYBOARD.choose(step(tab, 1).getByRole('combobox', { name: 'Who decides' }), 'A client, by a link');
    await KEYBOARD.write(step(tab, 1).getByLabel('Name of the client'), KIM.name);
    await KEYBOARD.write(step(tab, 1).getByLabel('Address of the client'), 'kim');
    await KEYBOARD.press(button(tab, 'Add a step'));
    await KEYBOARD.write(step(tab, 2).getByLabel('Name of the step'), 'Agency');
    await KEYBOARD.write(step(tab, 2).getByLabel('Due after', { exact: true }), '1');
    await KEYBOARD.press(button(tab, 'Move up: step 2, Agency'));
    await tab.getByText('Agency is step 1 of 2 now.').waitFor();
    await button(tab, 'Move down: step 1, Agency').and(tab.locator(':focus')).waitFor();
    await KEYBOARD.press(button(tab, 'Set the steps'));
    const address = step(tab, 2).getByLabel('Address of the client');
    await dialog(tab).getByText('must look like name@example.com', { exact: true }).waitFor();
    expect(await address.getAttribute('aria-invalid')).toBe('true');
    expect(await axeFaults(tab)).toEqual([]);
    await KEYBOARD.write(address, KIM.email);
    await KEYBOARD.press(button(tab, 'Set the steps'));
    await tab.getByText('Client after agency holds for what is made from now on.').waitFor();
    const card = tab.getByRole('listitem').filter({ hasText: 'Client after agency' });
    await card.getByText('Agency: any approver.').waitFor();
    await card.getByText('Due after 1 day; then any owner or admin may decide as well.').waitFor();
    await card.getByText('Nothing waits in them').waitFor();
    const [chain] = (await listChains(operator())).items;
    expect(chain).toMatchObject({
      subjectTypes: ['variant'],
      steps: [
        { name: 'Agency', seats: [{ kind: 'role', role: 'approver' }], hours: 24 },
        { name: 'Client', seats: [{ kind: 'client', ...KIM }], hours: null },
      ],
    });
    await tab.close();
  }, 120_000);

  it('TSK-4 an approver finds it under Mine, approves their step, takes that back and approves again', async () => {
    const { id, title, campaignId } = await waiting({ locales: ['ar-AE'] });
    // As notifications have it: the choice as a text.
    const tab = await approver.open(
      `${WORKSPACE}/inbox?mine=%22true%22&subjectType=variant&campaignId=${campaignId}`,
    );
    expect(await tab.getByRole('radio', { name: 'Mine' }).isChecked()).toBe(true);
    const row = tab
      .getByRole('list', { name: 'What waits' })
      .getByRole('listitem')
      .filter({ hasText: title });
    await row.getByText(/^Step 1 of 2 · Agency · waits for an approver · due in /).waitFor();
    const steps = tab.getByRole('list', { name: 'Steps' });
    await steps.getByText('Decides by a link.').waitFor();
    await button(tab, 'Approve: step 1 of 2').click();
    await tab.getByText(`Approved: ${title}`).waitFor();
    await row.waitFor({ state: 'detached' });
    await tab.goto(`${stand.address}${WORKSPACE}/inbox?mine=false&open=${id}`);
    await tab.getByText(/You cannot decide here: .*waits for Kim Client \(client\)/).waitFor();
    await steps.getByText('Approved by Approver Person').waitFor();
    await button(tab, 'Take back what I decided').click();
    await tab.getByText('Waits again').waitFor();
    expect((await getApproval(operator(), { id })).step).toMatchObject({ number: 1, name: 'Agency' });
    await tab.goto(`${stand.address}${WORKSPACE}/inbox?open=${id}`);
    await button(tab, 'Approve: step 1 of 2').click();
    await tab.getByText(`Approved: ${title}`).waitFor();
    expect((await getApproval(operator(), { id })).step).toMatchObject({ number: 2, name: 'Client' });
    await tab.close();
  }, 120_000);

  it('TSK-4 UI-1 a client asks for changes by a link, on a phone, by keys alone, and the inbox shows it', async () => {
    const { id, contentHash } = await waiting({ locales: ['ar-AE'] });
    const agency = { kind: 'user', id: 'usr_agency', name: 'Mara', role: 'approver' } as const;
    await decideApproval(contextFor(stand.house, agency), { id, contentHash, decision: 'approve' });
    const tab = await stand.open(`${WORKSPACE}/inbox?mine=false&open=${id}`);
    await button(tab, 'Send to a client…').click();
    expect(await tab.getByLabel('Name', { exact: true }).inputValue()).toBe(KIM.name);
    expect(await tab.getByLabel('E-mail').inputValue()).toBe(KIM.email);
    await button(tab, 'Make the link').click();
    const link = (await tab.getByRole('group', { name: 'Link for the client' }).textContent()) ?? '';
    await button(tab, 'I have kept it').click();
    const links = tab.getByRole('region', { name: 'Links for clients' });
    await links.getByText('Not opened').waitFor();

    const visitor = await stand.visitor();
    const path = link.slice(link.indexOf('/review'));
    const review = await visitor.open(path, { width: PHONE });
    const { variant } = await getApproval(operator(), { id });
    expect(await review.title()).toBe(`${variant?.copy.headline} · Test agency`);
    await review.getByText(`For ${KIM.name}, until`).waitFor();
    const words = review.locator('dd', { hasText: variant?.copy.body.split('\n')[0] ?? '' }).first();
    expect([await words.getAttribute('lang'), await words.getAttribute('dir')]).toEqual(['ar-AE', 'rtl']);
    const pictures = review.getByRole('button', { name: /^Open the picture in / });
    await expect.poll(() => pictures.count()).toBe(variant?.renditions.length);
    await KEYBOARD.press(pictures.first());
    await dialog(review).getByRole('region', { name: 'The picture in full size' }).waitFor();
    await expect
      .poll(() => review.evaluate(`document.querySelector('.review-zoom img').naturalWidth`))
      .toBe(variant?.renditions[0]?.width);
    await review.keyboard.press('Escape');
    expect(await review.evaluate('document.scrollingElement.scrollWidth')).toBe(PHONE);

    await KEYBOARD.write(review.getByLabel('A comment or a question'), 'Is this the new price?');
    await KEYBOARD.press(button(review, 'Send the comment'));
    await review.getByRole('listitem').filter({ hasText: 'Is this the new price?' }).waitFor();
    await KEYBOARD.press(button(review, 'Ask for changes'));
    const asked = dialog(review).getByRole('button', { name: 'Ask for changes' });
    await KEYBOARD.press(asked);
    await dialog(review).getByText('Say it in a few words').waitFor();
    await KEYBOARD.write(dialog(review).getByLabel('What should change'), 'The price is of last year.');
    await KEYBOARD.press(asked);
    const outcome = review.getByRole('status').filter({ hasText: 'You have asked for changes' });
    await outcome.and(review.locator(':focus')).waitFor();
    await review.reload();
    await outcome.getByText('The price is of last year.').waitFor();
    expect(await button(review, 'Approve').count()).toBe(0);
    await review.close();

    // Nobody loads the inbox anew: what the client did shows by itself.
    await tab.getByText('Changes asked for by Kim Client (by link)', { exact: true }).waitFor();
    await tab.getByText('The price is of last year.').first().waitFor();
    await tab.getByText('Is this the new price?').waitFor();
    await links.getByText('Opened', { exact: true }).waitFor();
    expect(await axeFaults(tab)).toEqual([]);
    await button(tab, 'Revoke').click();
    await dialog(tab).getByRole('button', { name: 'Revoke the link' }).click();
    await links.getByText('Revoked', { exact: true }).waitFor();
    const gone = await visitor.open(path, { width: PHONE });
    await gone.getByRole('heading', { level: 1, name: 'This link leads nowhere' }).waitFor();
    await gone.getByText('Ask whoever sent it to you for a new one.').waitFor();
    await gone.close();
    await tab.close();
  }, 120_000);

  it('UI-1 UI-3 the page of a client has no faults, open and decided, and leaves no trace of its address', async () => {
    const { id } = await waiting({ locales: ['en-US'], aspect_ratios: ['1:1', '16:9'] });
    const early = await stand.open(`${WORKSPACE}/inbox?mine=false&open=${id}`);
    await button(early, 'Send to a client…').click();
    await early.getByLabel('Name', { exact: true }).fill(KIM.name);
    await early.getByLabel('E-mail').fill(KIM.email);
    await button(early, 'Make the link').click();
    // It is the agency's turn: the server says so, and what was typed is kept.
    await dialog(early).getByText('No client decides here now: it waits for an approver.').waitFor();
    expect(await axeFaults(early)).toEqual([]);
    await early.close();
    const desk = await approver.open(`${WORKSPACE}/inbox?open=${id}`);
    await button(desk, 'Approve: step 1 of 2').click();
    await desk.getByText('Approved:').waitFor();
    await desk.goto(`${stand.address}${WORKSPACE}/inbox?mine=false&open=${id}`);
    await button(desk, 'Send to a client…').click();
    await button(desk, 'Make the link').click();
    const link = (await desk.getByRole('group', { name: 'Link for the client' }).textContent()) ?? '';
    await desk.close();
    const path = link.slice(link.indexOf('/review'));
    const visitor = await stand.visitor();
    expect(await faultsOf(visitor, [{ name: 'review', path }], 'review')).toEqual([]);
    const tab = await visitor.open(path);
    await tab.getByRole('button', { name: 'Approve', exact: true }).click();
    expect(await axeFaults(tab)).toEqual([]);
    await dialog(tab).getByRole('button', { name: 'Approve' }).click();
    await tab.getByText('You have approved this').waitFor();
    await tab.close();
    expect((await getApproval(operator(), { id })).state).toBe('approved');
    expect(await faultsOf(visitor, [{ name: 'review decided', path }], 'review')).toEqual([]);
    const answer = await fetch(`${stand.address}/review`);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }, 120_000);

  it('TSK-4 what is overdue says so, and so do the steps', async () => {
    const { id, campaignId } = await waiting();
    await stand.house.db.pool.query(
      `update approval set step_since = now() - interval '30 hours', due_at = now() - interval '6 hours' where id = $1`,
      [id],
    );
    // Overdue, it may be decided by owners and admins too.
    const tab = await stand.open(`${WORKSPACE}/inbox?open=${id}&campaignId=${campaignId}`, { width: PHONE });
    const row = tab
      .getByRole('list', { name: 'What waits' })
      .getByRole('listitem')
      .filter({ hasText: 'was due' });
    await row.getByText('Overdue').waitFor();
    await button(tab, 'Approve: step 1 of 2').waitFor();
    const steps = tab.getByRole('list', { name: 'Steps' });
    expect(await steps.isVisible()).toBe(false);
    await tab.locator('summary', { hasText: 'Step 1 of 2 · Agency' }).click();
    await steps.getByText('was due 6 hours ago').waitFor();
    await tab.close();
  }, 120_000);

  it('TSK-4 an approver names somebody who decides for them, and ends it', async () => {
    const tab = await approver.open(`${WORKSPACE}/settings/account`);
    const section = tab.getByRole('region', { name: 'While you are away' });
    await section.getByText('You decide for yourself, and for nobody else.').waitFor();
    await button(tab, 'Name somebody').click();
    await button(tab, 'Let them decide').click();
    await dialog(tab).getByText('Choose the last day').waitFor();
    await POINTER.choose(tab.getByRole('combobox', { name: 'Who decides instead' }), 'Olga Owner (owner)');
    await tab.getByLabel('Until').fill('2020-01-01');
    await tab.getByLabel('Why').fill('On holiday');
    await button(tab, 'Let them decide').click();
    await expect.poll(() => tab.getByLabel('Until').getAttribute('aria-invalid')).toBe('true');
    expect(await axeFaults(tab)).toEqual([]);
    const later = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    await tab.getByLabel('Until').fill(later);
    await button(tab, 'Let them decide').click();
    await section.getByText('Olga Owner decides for Approver Person').waitFor();
    const all = await stand.open(`${WORKSPACE}/settings/steps`);
    await all.getByText('Olga Owner decides for Approver Person').waitFor();
    await button(all, 'Name a stand-in').click();
    await dialog(all).getByRole('combobox', { name: 'Who is away' }).waitFor();
    expect(await axeFaults(all)).toEqual([]);
    await all.close();
    await button(tab, 'End: Olga Owner decides for Approver Person').click();
    await section.getByText('You decide for yourself, and for nobody else.').waitFor();
    await tab.close();
  }, 120_000);

  it('SEC-1 who may not change steps reads them, and who may not decide has nothing that is theirs', async () => {
    await waiting();
    const steps = await approver.open(`${WORKSPACE}/settings/steps`);
    await steps.getByText('Client after agency').waitFor();
    const main = steps.getByRole('main');
    expect(await main.getByRole('button', { name: /^(Set|Change|Remove|Name)/ }).count()).toBe(0);
    await steps.close();
    const analyst = await stand.person(ANALYST);
    const inbox = await analyst.open(`${WORKSPACE}/inbox?subjectType=variant`);
    await inbox.getByRole('list', { name: 'What waits' }).waitFor();
    expect(await inbox.getByRole('radio', { name: 'Mine' }).count()).toBe(0);
    expect(await button(inbox, 'Send to a client…').count()).toBe(0);
    await inbox.close();
  }, 60_000);

  it('UI-1 asks no other origin, breaks no policy and throws nothing', () => {
    expect(stand.faults).toEqual([]);
  });
});
