import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SavedView } from '#modules/views/contract';
import { heard, positionIn, type RawLive } from '#test/live-client';
import { type LiveStand, openLiveStand } from '#test/live-stand';
import { addTestPerson, keyHeaders, type TestPerson } from '#test/sign-in';

let test: LiveStand;
let analyst: TestPerson;
/** An approver who sees one of two brands. */
let limited: TestPerson;
beforeAll(async () => {
  test = await openLiveStand();
  await test.addTwoBrands();
  analyst = await addTestPerson(test.house, test.web, { email: 'a@example.com', role: 'analyst' });
  const few = { email: 'l@example.com', role: 'approver', brandIds: ['brd_a'] } as const;
  limited = await addTestPerson(test.house, test.web, few);
});
afterAll(() => test[Symbol.asyncDispose]());

async function listen(as: TestPerson, topic: 'notifications' | 'views'): Promise<RawLive> {
  const live = await test.connect(as.headers);
  live.say({ subscribe: [{ topic }] });
  await live.until(({ length }) => length === 1);
  return live;
}

async function call<Answer>(
  as: TestPerson,
  url: string,
  payload?: object,
  method?: 'DELETE',
): Promise<Answer> {
  const answer = await test.web.inject({
    method: method ?? (payload === undefined ? 'GET' : 'POST'),
    url: `/api/v1/${url}`,
    headers: as.headers,
    ...(payload === undefined ? {} : { payload }),
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json<Answer>();
}

async function idOf({ email }: TestPerson): Promise<string> {
  const { rows } = await test.house.db.pool.query<{ id: string }>('select id from person where email = $1', [
    email,
  ]);
  return rows[0]?.id ?? '';
}

it('UI-4 the topic of notifications tells each person of what becomes one for them, and of nothing else', async () => {
  const [owner, all, few] = [
    await listen(test.owner, 'notifications'),
    await listen(analyst, 'notifications'),
    await listen(limited, 'notifications'),
  ];
  const others = await test.raise({ campaignId: 'cmp_brd_b' });
  const none = await test.raise();
  const theirs = await test.raise({ campaignId: 'cmp_brd_a' });
  for (const live of [owner, all])
    expect(
      heard(await live.until((told) => heard(told, 'notifications').length >= 3), 'notifications'),
    ).toEqual([others, none, theirs]);
  expect(heard(await few.until((told) => heard(told, 'notifications').length >= 1), 'notifications')).toEqual(
    [theirs],
  );
  // An alert that was acknowledged is an event, and no notification.
  await call(test.owner, `alerts/${theirs}/acknowledge`, {});
  const after = await test.raise({ campaignId: 'cmp_brd_a' });
  await all.until((told) => heard(told, 'notifications').includes(after));
  expect(heard(all.messages, 'notifications')).toEqual([others, none, theirs, after]);
});

it('UI-4 what a person has read or switched off reaches their other browsers, and nobody else', async () => {
  const [one, two, owner] = [
    await listen(limited, 'notifications'),
    await listen(limited, 'notifications'),
    await listen(test.owner, 'notifications'),
  ];
  const { items } = await call<{ items: { position: string }[] }>(limited, 'notifications');
  const upTo = items[0]?.position;
  await call(limited, 'notifications/read', { upTo });
  await call(limited, 'notifications/choice', { hidden: ['comment_made'] });
  const who = await idOf(limited);
  for (const live of [one, two]) {
    const told = await live.until((messages) => heard(messages, 'notifications').length >= 2);
    expect(heard(told, 'notifications')).toEqual([who, who]);
  }
  // Nothing is read by it that was not read before.
  await call(limited, 'notifications/read', { upTo });
  const last = await test.raise({ campaignId: 'cmp_brd_a' });
  await one.until((messages) => heard(messages, 'notifications').includes(last));
  expect(heard(one.messages, 'notifications')).toEqual([who, who, last]);
  await owner.until((messages) => heard(messages, 'notifications').includes(last));
  expect(heard(owner.messages, 'notifications')).toEqual([last]);
});

it('UI-4 nobody is told of their own doing, and of a changed role its person alone', async () => {
  const [owner, all] = [await listen(test.owner, 'notifications'), await listen(analyst, 'notifications')];
  const third = await addTestPerson(test.house, test.web, { email: 't@example.com', role: 'analyst' });
  const id = await idOf(third);
  const before = await listen(third, 'notifications');
  await call(test.owner, `people/${id}`, { role: 'approver' });
  // Their socket ends with the role, and they are told when they are back.
  expect(await before.closed).toMatchObject({ code: 4401 });
  const theirs = await test.connect(third.headers);
  theirs.say({ subscribe: [{ topic: 'notifications', after: positionIn(before.messages) }] });
  const last = await test.raise();
  for (const live of [owner, all, theirs])
    await live.until((messages) => heard(messages, 'notifications').includes(last));
  expect(heard(owner.messages, 'notifications')).toEqual([last]);
  expect(heard(all.messages, 'notifications')).toEqual([last]);
  expect(new Set(heard([...before.messages, ...theirs.messages], 'notifications'))).toEqual(
    new Set([id, last]),
  );
});

it("E1 the topic of views tells of one's own and of shared ones, people of some brands of their own only", async () => {
  const [owner, all, few] = [
    await listen(test.owner, 'views'),
    await listen(analyst, 'views'),
    await listen(limited, 'views'),
  ];
  const save = (as: TestPerson, name: string, isShared: boolean, id?: string): Promise<SavedView> =>
    call(as, 'views', { list: 'campaigns', name, search: {}, columns: [], isShared, ...(id && { id }) });
  const own = await save(limited, 'Mine', false);
  const secret = await save(test.owner, 'Secret', false);
  const shared = await save(test.owner, 'For all', true);
  await save(test.owner, 'For all', false, shared.id);
  await save(test.owner, 'No longer', false, shared.id);
  await call(test.owner, `views/${secret.id}`, undefined, 'DELETE');
  const again = await save(test.owner, 'Last', true);
  await call(test.owner, `views/${again.id}`, undefined, 'DELETE');
  const mine = await save(limited, 'Mine too', false);
  const told = async (live: RawLive, count: number): Promise<string[]> =>
    heard(await live.until((messages) => heard(messages, 'views').length >= count), 'views');
  expect(await told(owner, 7)).toEqual([
    secret.id,
    shared.id,
    shared.id,
    shared.id,
    secret.id,
    again.id,
    again.id,
  ]);
  // That it is shared no more concerns whoever saw it; what is done with it then does not.
  expect(await told(all, 4)).toEqual([shared.id, shared.id, again.id, again.id]);
  expect(await told(few, 2)).toEqual([own.id, mine.id]);
});

it('SEC-1 a program hears neither notifications nor views', async () => {
  const live = await test.connect(await keyHeaders(test.house));
  live.say({ subscribe: [{ topic: 'notifications' }, { topic: 'views' }] });
  await live.until(({ length }) => length === 2);
  expect(live.messages).toEqual([
    { topic: 'notifications', error: { code: 'auth.person_needed', detail: expect.any(String) } },
    { topic: 'views', error: { code: 'auth.forbidden', detail: expect.any(String) } },
  ]);
});
