import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { importBrand } from '#modules/brands/index';
import type { BrandDetail, KitRevision } from '#modules/brands/contract';
import type { BriefDetail, BriefRevision } from '#modules/briefs/contract';
import { smallBrief } from '#test/briefs';
import { handIn } from '#test/house';
import { REPOSITORY } from '#test/server-process';
import { addTestPerson, keyHeaders, type TestPerson } from '#test/sign-in';
import { openWebHouse, type WebHouse } from '#test/web-house';

type Headers = Readonly<Record<string, string>>;

let test: WebHouse;
/** Sees northlight only. */
let limited: TestPerson;
let analyst: TestPerson;
beforeAll(async () => {
  test = await openWebHouse({ AICMO_RATE_API: 'off', AICMO_RATE_SIGN_IN: 'off' });
  const { house, web } = test;
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  const folder = (name: string): string => `${REPOSITORY}examples/brands/${name}`;
  const { brand: northlight } = await importBrand(ctx, { folder: folder('northlight') });
  await importBrand(ctx, { folder: folder('hayl') });
  const brandIds = [northlight.id];
  limited = await addTestPerson(house, web, { email: 'l@example.com', role: 'strategist', brandIds });
  analyst = await addTestPerson(house, web, { email: 'a@example.com', role: 'analyst' });
  for (const brand of ['northlight', 'hayl']) {
    await changeShape(brand);
    for (const name of ['One', 'Two'])
      await handIn(house, smallBrief({ campaign_id: `of-${brand}`, brand, name }));
  }
}, 60_000);
afterAll(() => test[Symbol.asyncDispose]());

function post(url: string, payload: object, headers: Headers = {}): Promise<LightMyRequestResponse> {
  return test.web.inject({ method: 'POST', url: `/api/v1/${url}`, payload, headers });
}
async function get<Answer>(url: string, headers: Headers = {}): Promise<Answer> {
  return (await test.web.inject({ url: `/api/v1/${url}`, headers })).json();
}

async function changeShape(key: string): Promise<void> {
  const { id, revision, document } = await get<BrandDetail>(`brands/${key}`);
  const shape = document.shape === 'angular' ? 'rounded' : 'angular';
  expect((await post(`brands/${id}`, { revision, document: { ...document, shape } })).statusCode).toBe(200);
}

async function briefsOf(key: string): Promise<BriefRevision[]> {
  return (await get<{ items: BriefRevision[] }>(`briefs?text=${key}`)).items;
}

async function firstOf(key: string): Promise<{ first: BriefRevision; newest: number }> {
  const items = await briefsOf(key);
  const first = items.at(-1);
  if (first === undefined) throw new Error(`no brief of ${key}`);
  return { first, newest: items[0]?.revision ?? 0 };
}

describe('restoring over HTTP', () => {
  it('BRF-4 a brief is named by the id of its former revision', async () => {
    const { first, newest } = await firstOf('of-hayl');
    const answer = await post(`briefs/${first.id}/restore`, { newest });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      200,
      { outcome: 'revised', revision: newest + 1, campaignKey: 'of-hayl' },
    ]);
    const [made] = await briefsOf('of-hayl');
    expect(made?.source).toEqual({ kind: 'api', name: 'brief.json', restoredFrom: 1 });
    const [was, is] = await Promise.all(
      [first.id, made?.id ?? ''].map((id) => get<BriefDetail>(`briefs/${id}`)),
    );
    expect(is?.text).toBe(was?.text);
    const late = await post(`briefs/${first.id}/restore`, { newest });
    expect(late.json()).toMatchObject({
      status: 409,
      code: 'briefs.changed',
      details: { revision: newest + 1, seen: newest },
    });
    const numbered = await get<{ items: BriefRevision[] }>(
      `briefs?campaignId=${first.campaignId}&revision=1`,
    );
    expect(numbered.items.map(({ id }) => id)).toEqual([first.id]);
  });

  it('BRF-5 a brief that does not pass today is refused with its problems as data', async () => {
    const { campaignId } = await handIn(test.house, smallBrief({ campaign_id: 'old', name: 'One' }));
    await handIn(test.house, smallBrief({ campaign_id: 'old', name: 'Two' }));
    await test.house.db.pool.query(
      `update brief_revision set text = 'name: [' where campaign_id = $1 and revision = 1`,
      [campaignId],
    );
    const { first } = await firstOf('old');
    expect((await post(`briefs/${first.id}/restore`, { newest: 2 })).json()).toMatchObject({
      status: 422,
      code: 'briefs.rejected',
      details: { fileName: 'brief.json', problems: [{ severity: 'error', line: 1 }] },
    });
  });

  it('CRE-3 a kit is named by its brand and the number of the former revision', async () => {
    const { items } = await get<{ items: KitRevision[] }>('brands/hayl/revisions');
    expect(items).toMatchObject([
      { revision: 2, origin: 'edited', restoredFrom: null },
      { revision: 1, origin: 'folder', restoredFrom: null },
    ]);
    const former = await get<BrandDetail>('brands/hayl/revisions/1');
    const made = (await post('brands/hayl/revisions/1/restore', { newest: 2 })).json<BrandDetail>();
    expect(made).toMatchObject({ revision: 3, origin: 'edited' });
    expect([made.document, made.files]).toEqual([former.document, former.files]);
    expect((await post('brands/hayl/revisions/2/restore', { newest: 2 })).json()).toMatchObject({
      status: 409,
      code: 'brands.changed',
      details: { revision: 3, seen: 2 },
    });
    expect((await post('brands/hayl/revisions/9/restore', { newest: 3 })).json()).toMatchObject({
      status: 404,
      code: 'brands.revision_unknown',
    });
    for (const revision of ['0', 'x', '1.5', '99999999999'])
      expect((await post(`brands/hayl/revisions/${revision}/restore`, { newest: 3 })).statusCode).toBe(400);
  });
});

describe('who may restore', () => {
  it('SEC-1 who may only look sees the revisions and restores nothing', async () => {
    const { headers } = analyst;
    expect((await get<{ items: KitRevision[] }>('brands/hayl/revisions', headers)).items.length).toBe(3);
    const { first, newest } = await firstOf('of-hayl');
    for (const answer of [
      await post(`briefs/${first.id}/restore`, { newest }, headers),
      await post('brands/hayl/revisions/1/restore', { newest: 3 }, headers),
    ])
      expect(answer.json()).toMatchObject({ status: 403, code: 'auth.forbidden' });
  });

  it('SEC-1 who sees one brand restores its kit and its briefs, and does not learn of others', async () => {
    const { headers } = limited;
    const kit = await post('brands/northlight/revisions/1/restore', { newest: 2 }, headers);
    expect([kit.statusCode, kit.json<BrandDetail>().revision]).toEqual([200, 3]);
    const own = await firstOf('of-northlight');
    const brief = await post(`briefs/${own.first.id}/restore`, { newest: own.newest }, headers);
    expect(brief.json()).toMatchObject({ outcome: 'revised', revision: own.newest + 1 });
    const other = await firstOf('of-hayl');
    for (const answer of [
      await post(`briefs/${other.first.id}/restore`, { newest: other.newest }, headers),
      await post('brands/hayl/revisions/1/restore', { newest: 3 }, headers),
      await test.web.inject({ url: '/api/v1/brands/hayl/revisions', headers }),
      await test.web.inject({ url: '/api/v1/brands/hayl/revisions/1', headers }),
    ])
      expect(answer.statusCode).toBe(404);
    expect(await firstOf('of-hayl')).toEqual(other);
  });

  it('SEC-1 a former revision that would move the campaign to a brand they do not see is out of their scope', async () => {
    const { house } = test;
    await handIn(house, smallBrief({ campaign_id: 'moved', brand: 'hayl' }));
    await handIn(house, smallBrief({ campaign_id: 'moved', brand: 'northlight' }));
    const { first } = await firstOf('moved');
    const answer = await post(`briefs/${first.id}/restore`, { newest: 2 }, limited.headers);
    expect(answer.json()).toMatchObject({ status: 403, code: 'http.out_of_scope' });
    expect((await firstOf('moved')).newest).toBe(2);
  });

  it('SEC-1 a program restores with a key that may write briefs, and with no other', async () => {
    const { first, newest } = await firstOf('of-northlight');
    const url = `briefs/${first.id}/restore`;
    const reading = await keyHeaders(test.house, 'briefs.read');
    expect((await post(url, { newest }, reading)).json()).toMatchObject({ code: 'auth.forbidden' });
    const writing = await keyHeaders(test.house, 'briefs.write');
    expect((await post(url, { newest }, writing)).statusCode).toBe(200);
  });
});
