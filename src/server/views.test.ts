import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { MOST_SHARED, MOST_VIEWS, saveView, type SavedView } from '#modules/views/index';
import { createWorkspace } from '#modules/workspaces/index';
import { rows } from '#platform/db/database';
import { importKit } from '#test/kits';
import { addTestPerson, keyHeaders, setUpOwner, type TestPerson } from '#test/sign-in';
import { openWebHouse, type WebHouse } from '#test/web-house';
import { sql } from 'kysely';

type Headers = Readonly<Record<string, string>>;

let test: WebHouse;
let owner: TestPerson;
let ada: TestPerson;
let sam: TestPerson;

beforeAll(async () => {
  test = await openWebHouse({ AICMO_RATE_API: 'off', AICMO_RATE_SIGN_IN: 'off' }, { signIn: false });
  const { house, web } = test;
  owner = await setUpOwner(house, web);
  ada = await addTestPerson(house, web, { email: 'ada@example.com', role: 'analyst' });
  sam = await addTestPerson(house, web, { email: 'sam@example.com', role: 'strategist' });
}, 60_000);
afterAll(() => test[Symbol.asyncDispose]());

const VIEW = {
  list: 'campaigns',
  name: 'Waiting',
  search: { status: 'needs_assets', text: 'spring', sort: '-created' },
  columns: ['name', 'status'],
};

function save(payload: object, as: Headers): Promise<LightMyRequestResponse> {
  return test.web.inject({ method: 'POST', url: '/api/v1/views', payload, headers: as });
}
function remove(id: string, as: Headers): Promise<LightMyRequestResponse> {
  return test.web.inject({ method: 'DELETE', url: `/api/v1/views/${id}`, headers: as });
}
async function listed(as: Headers, list = 'campaigns'): Promise<SavedView[]> {
  const answer = await test.web.inject({ url: `/api/v1/views?list=${list}`, headers: as });
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
  return answer.json<{ items: SavedView[] }>().items;
}
async function saved(payload: object, as: Headers): Promise<SavedView> {
  const answer = await save(payload, as);
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
  return answer.json<SavedView>();
}
const codeOf = (answer: LightMyRequestResponse): [number, string] => [
  answer.statusCode,
  answer.json<{ code: string }>().code,
];

describe('saved views', () => {
  it('E1 keep filters, order and columns for the person who saved them, and for nobody else', async () => {
    const made = await saved(VIEW, ada.headers);
    expect(made).toMatchObject({ ...VIEW, isShared: false, isMine: true, mayChange: true });
    expect(made.owner).toBe('Analyst Person');
    expect(await listed(ada.headers)).toEqual([made]);
    expect(await listed(ada.headers, 'briefs')).toEqual([]);
    expect(await listed(owner.headers)).toEqual([]);
    expect(codeOf(await save({ ...VIEW, id: made.id, name: 'Mine' }, owner.headers))).toEqual([
      404,
      'views.unknown',
    ]);
    expect(codeOf(await remove(made.id, owner.headers))).toEqual([404, 'views.unknown']);
    const renamed = await saved({ ...VIEW, id: made.id, name: 'Still waiting', search: {} }, ada.headers);
    expect(renamed).toMatchObject({ id: made.id, name: 'Still waiting', search: {} });
    expect(codeOf(await save({ ...VIEW, id: made.id, list: 'briefs' }, ada.headers))).toEqual([
      404,
      'views.unknown',
    ]);
    expect((await remove(made.id, ada.headers)).statusCode).toBe(200);
    expect(codeOf(await remove(made.id, ada.headers))).toEqual([404, 'views.unknown']);
    expect(await listed(ada.headers)).toEqual([]);
  });

  it('E1 SEC-1 that are shared are used by all, and changed by who made them, owners and admins only', async () => {
    const made = await saved({ ...VIEW, name: 'For all', isShared: true }, ada.headers);
    expect(await listed(sam.headers)).toEqual([{ ...made, isMine: false, mayChange: false }]);
    expect(codeOf(await save({ ...VIEW, id: made.id, name: 'Taken over' }, sam.headers))).toEqual([
      403,
      'views.not_yours',
    ]);
    expect(codeOf(await remove(made.id, sam.headers))).toEqual([403, 'views.not_yours']);
    const better = await saved({ ...made, name: 'Better', search: { text: 'x' } }, owner.headers);
    expect(better).toMatchObject({ name: 'Better', owner: 'Analyst Person', isMine: false, mayChange: true });
    // It would vanish from the eyes of whoever did that.
    expect(codeOf(await save({ ...better, isShared: false }, owner.headers))).toEqual([
      403,
      'views.stays_shared',
    ]);
    expect((await saved({ ...better, isShared: false }, ada.headers)).isShared).toBe(false);
    expect(await listed(sam.headers)).toEqual([]);
    await saved({ ...better, isShared: true }, ada.headers);
    expect((await remove(made.id, owner.headers)).statusCode).toBe(200);
  });

  it('E1 have a name of their own in their list, whatever its case', async () => {
    const own = await saved(VIEW, sam.headers);
    expect(codeOf(await save({ ...VIEW, name: ' WAITING ' }, sam.headers))).toEqual([
      409,
      'views.name_taken',
    ]);
    const shared = await saved({ ...VIEW, isShared: true }, sam.headers);
    expect(codeOf(await save({ ...VIEW, isShared: true }, ada.headers))).toEqual([409, 'views.name_taken']);
    expect(codeOf(await save({ ...own, isShared: true }, sam.headers))).toEqual([409, 'views.name_taken']);
    const others = [await saved(VIEW, ada.headers), await saved({ ...VIEW, list: 'briefs' }, sam.headers)];
    // Saving it again under its own name is no clash.
    await saved(own, sam.headers);
    for (const { id } of [own, shared]) await remove(id, sam.headers);
    await remove(others[0]?.id ?? '', ada.headers);
    await remove(others[1]?.id ?? '', sam.headers);
  });

  it('E1 SEC-1 are of people: a program is told so, and so is the operator', async () => {
    const key = await keyHeaders(test.house);
    const refused = await save(VIEW, key);
    expect(codeOf(refused)).toEqual([403, 'auth.forbidden']);
    expect(refused.json<{ detail: string }>().detail).toContain('Only people have it');
    const operator = contextFor(test.house, { kind: 'operator', via: 'cli' });
    await expect(saveView(operator, { ...VIEW, isShared: false })).rejects.toMatchObject({
      code: 'auth.person_needed',
    });
  });

  it('E1 SEC-1 are of one workspace', async () => {
    const { house, web } = test;
    const other = await createWorkspace(contextFor(house, { kind: 'operator', via: 'cli' }), {
      name: 'Other',
    });
    const them = await addTestPerson(house, web, {
      email: 'them@example.com',
      role: 'owner',
      workspaceId: other.id,
    });
    const theirs = await saved({ ...VIEW, isShared: true }, them.headers);
    expect(await listed(owner.headers)).toEqual([]);
    expect(codeOf(await save({ ...theirs, name: 'Ours' }, owner.headers))).toEqual([404, 'views.unknown']);
    expect(codeOf(await remove(theirs.id, owner.headers))).toEqual([404, 'views.unknown']);
  });

  it('E1 SEC-1 of a person who sees some brands are their own: shared ones may name other brands', async () => {
    const { house, web } = test;
    await importKit(house, {});
    const brands = await rows(house.db, sql<{ id: string }>`select id from brand`);
    const limited = await addTestPerson(house, web, {
      email: 'limited@example.com',
      role: 'approver',
      brandIds: brands.map(({ id }) => id),
    });
    const shared = await saved({ ...VIEW, name: 'Other client', isShared: true }, owner.headers);
    expect(await listed(limited.headers)).toEqual([]);
    expect(codeOf(await save({ ...VIEW, isShared: true }, limited.headers))).toEqual([
      403,
      'views.not_shareable',
    ]);
    const own = await saved(VIEW, limited.headers);
    expect(await listed(limited.headers)).toEqual([own]);
    expect(codeOf(await save({ ...own, isShared: true }, limited.headers))).toEqual([
      403,
      'views.not_shareable',
    ]);
    await remove(shared.id, owner.headers);
  });

  it.each([
    ['a list that is no name', { list: 'Campaigns!' }],
    ['no name', { name: '   ' }],
    ['a name too long', { name: 'x'.repeat(81) }],
    ['depth', { search: { a: { b: 'c' } } }],
    ['lists in lists', { search: { a: [['b']] } }],
    ['nothing as a value', { search: { a: null } }],
    ['a value too long', { search: { a: 'x'.repeat(501) } }],
    [
      'a search too large',
      { search: Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`f${n}`, 'x'.repeat(300)])) },
    ],
    ['too many columns', { columns: Array.from({ length: 61 }, (_, n) => `c${n}`) }],
    ['columns that are no texts', { columns: [1] }],
  ])('E1 refuse %s', async (_, change) => {
    expect(codeOf(await save({ ...VIEW, ...change }, ada.headers))).toEqual([400, 'http.input_invalid']);
  });

  it('E1 keep every kind of value, and refuse a text that the database cannot hold', async () => {
    const search = { compare: ['a', 'b'], pages: 3, isOpen: true, text: '🙂 = <b>' };
    const made = await saved({ ...VIEW, list: 'variants', search }, ada.headers);
    expect((await listed(ada.headers, 'variants'))[0]?.search).toEqual(search);
    const refused = async (text: string): Promise<[number, string]> =>
      codeOf(await save({ ...made, search: { text } }, ada.headers));
    expect(await refused('a\0b')).toEqual([400, 'http.unreadable']);
    expect(await refused('\uD800')).toEqual([400, 'http.input_invalid']);
    await remove(made.id, ada.headers);
  });

  it('E1 are so many at most, however many are saved at once', async () => {
    const many = (count: number, isShared: boolean, as: Headers, word: string): Promise<[number, string][]> =>
      Promise.all(
        Array.from({ length: count }, async (_, n) => {
          const answer = await save({ ...VIEW, list: 'alerts', name: `${word} ${n}`, isShared }, as);
          return [answer.statusCode, answer.json<{ code?: string }>().code ?? ''] as [number, string];
        }),
      );
    const tally = (found: [number, string][]): [number, number] => [
      found.filter(([status]) => status === 200).length,
      found.filter(([, code]) => code === 'views.too_many').length,
    ];
    expect(tally(await many(MOST_VIEWS + 3, true, ada.headers, 'ada'))).toEqual([MOST_VIEWS, 3]);
    expect(tally(await many(MOST_VIEWS, true, sam.headers, 'sam'))).toEqual([MOST_VIEWS, 0]);
    expect(await listed(owner.headers, 'alerts')).toHaveLength(MOST_SHARED);
    expect(tally(await many(1, true, owner.headers, 'olga'))).toEqual([0, 1]);
    const own = await saved({ ...VIEW, list: 'alerts', name: 'Own' }, owner.headers);
    expect(codeOf(await save({ ...own, isShared: true }, owner.headers))).toEqual([409, 'views.too_many']);
    // One that is there is still changed.
    const first = (await listed(ada.headers, 'alerts')).find(({ isMine }) => isMine);
    await saved({ ...first, name: 'Renamed' }, ada.headers);
  }, 60_000);
});
