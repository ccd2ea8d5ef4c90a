import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_TOPICS } from '#client/live-protocol';
import { contextFor } from '#flows/index';
import { createWorkspace } from '#modules/workspaces/index';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { heard, positionIn, refusedWith } from '#test/live-client';
import { type LiveStand, openLiveStand } from '#test/live-stand';
import { addTestPerson, cookiesOf, keyHeaders } from '#test/sign-in';

let test: LiveStand;
const connect: LiveStand['connect'] = (headers) => test.connect(headers);
const raise: LiveStand['raise'] = (about) => test.raise(about);
beforeAll(async () => {
  test = await openLiveStand();
});
afterAll(() => test[Symbol.asyncDispose]());

describe('a live socket', { timeout: 60_000 }, () => {
  it('UI-1 tells of a change that is committed, and nothing but which record changed how', async () => {
    const live = await connect();
    live.say({ subscribe: [{ topic: 'alerts' }] });
    await live.until((messages) => messages.length === 1);
    const id = await raise();
    const [, message] = await live.until((messages) => messages.length === 2);
    expect(message).toEqual({
      topic: 'alerts',
      position: expect.stringMatching(/^[0-9a-f]{12}:\d+:\d+$/),
      events: [
        {
          id: expect.stringMatching(/^evt_/),
          type: 'alert.raised',
          subject: { type: 'alert', id },
          campaignId: null,
          at: expect.any(String),
        },
      ],
    });
    live.say({ ping: 7 });
    await live.until((messages) => messages.some((found) => 'pong' in found && found.pong === 7));
    live.say({ unsubscribe: ['alerts'] });
    live.say({ ping: 8 });
    await live.until((messages) => messages.some((found) => 'pong' in found && found.pong === 8));
    await raise();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(heard(live.messages, 'alerts')).toEqual([id]);
  });

  it('UI-1 after a gap tells exactly what was missed, in order, and goes on', async () => {
    const before = await connect();
    before.say({ subscribe: [{ topic: 'alerts' }] });
    await before.until(({ length }) => length === 1);
    const first = await raise();
    await before.until((messages) => heard(messages, 'alerts').includes(first));
    const after = positionIn(before.messages);
    before.socket.terminate();
    const missed: string[] = [];
    for (let n = 0; n < 30; n++) missed.push(await raise());
    const again = await connect();
    again.say({ subscribe: [{ topic: 'alerts', after }] });
    const writing = (async () => {
      for (let n = 0; n < 30; n++) missed.push(await raise());
    })();
    await writing;
    await again.until((messages) => heard(messages, 'alerts').length >= 60);
    expect(heard(again.messages, 'alerts')).toEqual(missed);
  });

  it('UI-1 does not lose an event whose transaction began earlier and commits later', async () => {
    const live = await connect();
    live.say({ subscribe: [{ topic: 'alerts' }] });
    await live.until((messages) => messages.length === 1);
    const slow = await test.house.db.pool.connect();
    await slow.query('begin');
    await slow.query('select pg_current_xact_id()');
    const quick = await raise();
    await slow.query(
      `insert into event (workspace_id, id, type, subject_type, subject_id, actor, payload, at)
       values ('ws_default', 'evt_late_live', 'alert.raised', 'alert', 'alr_late', '{"kind":"system","part":"test"}', '{}', now())`,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    await slow.query('commit');
    slow.release();
    await live.until((messages) => heard(messages, 'alerts').length >= 2);
    expect(heard(live.messages, 'alerts')).toEqual(['alr_late', quick]);
  });

  it.each([
    ['from the future', (epoch: string) => `${epoch}:99999999999:1`, /ahead of this database/],
    ['of another history', (_: string, place: string) => `000000000000:${place}`, /another history/],
    ['of an older version', (_: string, place: string) => place, /another history/],
  ])('UI-1 says that everything is to be loaded anew for a position %s', async (_name, make, reason) => {
    const before = await connect();
    before.say({ subscribe: [{ topic: 'alerts' }] });
    const [epoch = '', ...place] = positionIn(await before.until(({ length }) => length === 1)).split(':');
    // Until the server has read it, a new position would stand before it.
    const earlier = await raise();
    await before.until((messages) => heard(messages, 'alerts').includes(earlier));
    const live = await connect();
    live.say({ subscribe: [{ topic: 'alerts', after: make(epoch, place.join(':')) }] });
    const [message] = await live.until((messages) => messages.length === 1);
    expect(message).toMatchObject({ topic: 'alerts', reload: expect.stringMatching(reason) });
    const id = await raise();
    await live.until((messages) => heard(messages, 'alerts').includes(id));
    expect(heard(live.messages, 'alerts')).toEqual([id]);
  });

  it('UI-1 of one campaign tells of its own events and of no other ones', async () => {
    const { pool } = test.house.db;
    for (const id of ['cmp_mine', 'cmp_other'])
      await pool.query(
        `insert into campaign (workspace_id, id, key, name, revision, status, created_at) values ('ws_default', $1, $1, $1, 1, 'completed', now())`,
        [id],
      );
    const live = await connect();
    live.say({ subscribe: [{ topic: 'campaign:cmp_mine' }] });
    await live.until((messages) => messages.length === 1);
    await raise({ campaignId: 'cmp_other' });
    const mine = await raise({ campaignId: 'cmp_mine' });
    await live.until((messages) => heard(messages, 'campaign:cmp_mine').length > 0);
    expect(heard(live.messages, 'campaign:cmp_mine')).toEqual([mine]);
  });
});

describe('who may hear what', { timeout: 60_000 }, () => {
  it('SEC-1 nobody without credentials, from another site, or of another workspace opens a socket', async () => {
    expect(await refusedWith(test.address, {})).toBe(401);
    expect(await refusedWith(test.address, { ...test.owner.headers, origin: 'https://evil.example' })).toBe(
      403,
    );
    expect(await refusedWith(test.address, { ...test.owner.headers, 'x-aicmo-workspace': 'ws_none' })).toBe(
      404,
    );
    const own = await connect({ ...test.owner.headers, origin: test.address });
    expect(own.socket.readyState).toBe(own.socket.OPEN);
  });

  it('SEC-1 a topic without the permission for it is refused by itself', async () => {
    const analyst = await addTestPerson(test.house, test.web, { email: 'a@example.com', role: 'analyst' });
    const live = await connect(analyst.headers);
    live.say({ subscribe: [{ topic: 'audit' }, { topic: 'people' }, { topic: 'alerts' }] });
    await live.until((messages) => messages.length === 3);
    expect(live.messages.map((message) => ('error' in message ? message.error.code : 'told'))).toEqual([
      'auth.forbidden',
      'auth.forbidden',
      'told',
    ]);
  });

  it('SEC-1 events of another workspace never come', async () => {
    const { id } = await createWorkspace(contextFor(test.house, { kind: 'operator', via: 'cli' }), {
      name: 'Other',
    });
    const live = await connect();
    live.say({ subscribe: [{ topic: 'alerts' }, { topic: 'audit' }] });
    await live.until((messages) => messages.length === 2);
    const theirs = await raise({ workspaceId: id });
    const ours = await raise();
    await live.until((messages) => heard(messages, 'alerts').includes(ours));
    expect(heard(live.messages, 'alerts')).toEqual([ours]);
    expect(heard(live.messages, 'audit')).not.toContain(theirs);
  });

  it('SEC-1 a person who sees one brand hears of its campaigns only, also in what they missed', async () => {
    await test.addTwoBrands();
    const limited = { email: 'c@example.com', role: 'approver', brandIds: ['brd_a'] } as const;
    const client = await addTestPerson(test.house, test.web, limited);
    const first = await connect(client.headers);
    first.say({ subscribe: [{ topic: 'alerts' }] });
    await first.until((messages) => messages.length === 1);
    const after = positionIn(first.messages);
    const raiseAll = async (): Promise<string> => {
      await raise({ campaignId: 'cmp_brd_b' });
      await raise();
      return raise({ campaignId: 'cmp_brd_a' });
    };
    const told = [await raiseAll(), await raiseAll()];
    await first.until((messages) => heard(messages, 'alerts').length >= 2);
    expect(heard(first.messages, 'alerts')).toEqual(told);
    const again = await connect(client.headers);
    again.say({ subscribe: [{ topic: 'alerts', after }] });
    await again.until((messages) => heard(messages, 'alerts').length >= 2);
    expect(heard(again.messages, 'alerts')).toEqual(told);
  });

  it('SEC-1 TSK-1 a person who sees one brand hears of the tasks of its campaigns only', async () => {
    const limited = { email: 't@example.com', role: 'strategist', brandIds: ['brd_a'] } as const;
    const person = await addTestPerson(test.house, test.web, limited);
    const live = await connect(person.headers);
    live.say({ subscribe: [{ topic: 'tasks' }] });
    await live.until((messages) => messages.length === 1);
    const tell = (id: string, campaignId: string): Promise<void> =>
      withTransaction(test.house.db, (tx) =>
        appendEvent(tx, contextFor(test.house, { kind: 'operator', via: 'cli' }), {
          type: 'task.created',
          subject: { type: 'task', id },
          payload: { campaignId },
          after: {},
        }),
      );
    await tell('tsk_theirs', 'cmp_brd_b');
    await tell('tsk_ours', 'cmp_brd_a');
    await live.until((messages) => heard(messages, 'tasks').includes('tsk_ours'));
    expect(heard(live.messages, 'tasks')).toEqual(['tsk_ours']);
  });

  it.each(['sign-out', 'removed', 'role', 'ended elsewhere', 'key'] as const)(
    'SEC-1 a socket ends by itself when its right does: %s',
    async (how) => {
      const email = `${how.replace(' ', '-')}@example.com`;
      const person = await addTestPerson(test.house, test.web, { email, role: 'analyst' });
      const post = (url: string, headers: Record<string, string>, payload: object = {}): Promise<unknown> =>
        test.web.inject({ method: 'POST', url: `/api/v1/${url}`, headers, payload });
      const { rows } = await test.house.db.pool.query<{ id: string }>(
        'select id from person where email = $1',
        [email],
      );
      const id = rows[0]?.id ?? '';
      const key = await keyHeaders(test.house, 'alerts.read');
      const live = await connect(how === 'key' ? key : person.headers);
      live.say({ subscribe: [{ topic: 'alerts' }] });
      await live.until((messages) => messages.length === 1);
      if (how === 'sign-out') await post('sign-out', person.headers);
      if (how === 'removed') await post(`people/${id}/remove`, test.owner.headers);
      if (how === 'role') await post(`people/${id}`, test.owner.headers, { role: 'approver' });
      if (how === 'ended elsewhere') {
        const again = await test.web.inject({
          method: 'POST',
          url: '/api/v1/sign-in',
          payload: { email, password: person.password },
        });
        await post('account/sessions/end-others', { cookie: cookiesOf(again) });
      }
      if (how === 'key') {
        const keys = await test.house.db.pool.query<{ id: string }>(
          'select id from api_key order by id desc limit 1',
        );
        await post(`keys/${keys.rows[0]?.id ?? ''}/revoke`, test.owner.headers);
      }
      expect(await live.closed).toMatchObject({ code: 4401 });
    },
  );
});

describe('a client that misbehaves', () => {
  it.each([
    ['not JSON', '{'],
    ['another shape', { hello: 1 }],
    ['no topic', { subscribe: [{ topic: 'everything' }] }],
    ['a position that is none', { subscribe: [{ topic: 'alerts', after: "1'; drop table event" }] }],
    ['too many topics', { subscribe: Array.from({ length: 51 }, (_, n) => ({ topic: `campaign:${n}` })) }],
  ])('SEC-1 by %s is cut', async (_name, message) => {
    const live = await connect();
    live.say(message);
    expect(await live.closed).toMatchObject({ code: 4400 });
  });

  it('SEC-1 by more topics than a socket may hear is refused these, and told the limit, until it leaves others', async () => {
    const live = await connect();
    const topic = (n: number): { topic: string } => ({ topic: `campaign:c${n}` });
    const first = Array.from({ length: MOST_TOPICS }, (_, n) => topic(n));
    live.say({ subscribe: first });
    await live.until((messages) => messages.length === MOST_TOPICS);
    live.say({ subscribe: [topic(MOST_TOPICS), topic(0)] });
    const [refused, again] = (await live.until(({ length }) => length === MOST_TOPICS + 2)).slice(-2);
    expect(refused).toEqual({
      topic: `campaign:c${MOST_TOPICS}`,
      error: {
        code: 'live.too_many_topics',
        detail: expect.stringContaining('A socket hears at most 50 topics at once'),
      },
    });
    // What it hears already takes no further place.
    expect(again).toMatchObject({ topic: 'campaign:c0', events: [] });
    live.say({ unsubscribe: ['campaign:c1', 'campaign:c2', 'campaign:never'] });
    live.say({ subscribe: [topic(MOST_TOPICS), topic(MOST_TOPICS + 1), topic(MOST_TOPICS + 2)] });
    const last = (await live.until(({ length }) => length === MOST_TOPICS + 5)).slice(-3);
    expect(last.map((message) => 'error' in message)).toEqual([false, false, true]);
    expect(live.socket.readyState).toBe(live.socket.OPEN);
  });

  it('SEC-1 by messages that are too large or too many is cut', async () => {
    const large = await connect();
    large.say('x'.repeat(17_000));
    expect(await large.closed).toMatchObject({ code: 1009 });
    const many = await connect();
    for (let n = 0; n < 150; n++) many.say({ ping: n });
    expect(await many.closed).toMatchObject({ code: 4400 });
  });

  it('UI-1 by reading nothing is cut, and is told what it missed when it comes back', async () => {
    const live = await connect();
    live.say({ subscribe: [{ topic: 'alerts' }] });
    await live.until((messages) => messages.length === 1);
    const after = positionIn(live.messages);
    live.socket.pause();
    // More than the buffers of the kernel hold.
    await test.house.db.pool.query(
      `insert into event (workspace_id, id, type, subject_type, subject_id, actor, payload, at)
       select 'ws_default', 'evt_flood_' || lpad(n::text, 6, '0'), 'alert.raised', 'alert', 'alr_' || n || repeat('x', 1000), '{"kind":"system","part":"test"}', '{}', now()
       from generate_series(1, 19000) n`,
    );
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    live.socket.resume();
    expect(await live.closed).toMatchObject({ code: 4408 });
    expect(heard(live.messages, 'alerts').length).toBeLessThan(19_000);
    // A page at a time, as it takes them in: so that it is not cut again.
    const again = await connect();
    again.say({ subscribe: [{ topic: 'alerts', after }] });
    await again.until((messages) => heard(messages, 'alerts').length >= 19_000);
    const ids = heard(again.messages, 'alerts');
    expect(ids).toHaveLength(19_000);
    expect(new Set(ids).size).toBe(19_000);
  }, 60_000);
});
