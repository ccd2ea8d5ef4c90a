import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { endHolders, type Holder, postgresOf, startHolder } from '#test/database-holder';
import { heard, positionIn } from '#test/live-client';
import { openLiveStand } from '#test/live-stand';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

const root = makeTempFolder('live-outage');
const home = join(root, 'home');
const postgres = join(home, 'postgres');
afterAll(() => {
  endHolders();
  const pid = postgresOf(postgres);
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
  removeFolder(root);
});

function take(holder: Holder): void {
  holder.child.kill('SIGKILL');
  process.kill(postgresOf(postgres) ?? 0, 'SIGKILL');
}

it('SEC-1 a socket outlives a database that is away for a moment, and ends within a bounded time where its rights cannot be checked', async () => {
  const first = startHolder(home);
  const { url = '' } = await first.answer;
  const test = await openLiveStand({ DATABASE_URL: url });
  const live = await test.connect();
  live.say({ subscribe: [{ topic: 'alerts' }] });
  await live.until(({ length }) => length === 1);

  take(first);
  await delay(2_500);
  const second = startHolder(home);
  await second.answer;
  const id = await test.raise();
  await live.until((messages) => heard(messages, 'alerts').includes(id));
  // Longer than doubts last: all of them were settled.
  await delay(12_000);
  expect(live.socket.readyState).toBe(live.socket.OPEN);

  take(second);
  const gone = performance.now();
  expect(await live.closed).toMatchObject({ code: 4503 });
  // Two seconds until it is noticed, ten of doubt, and room for a busy machine; without it, the next check of all is after 30 s.
  expect(performance.now() - gone).toBeGreaterThan(8_000);
  expect(performance.now() - gone).toBeLessThan(25_000);

  const third = startHolder(home);
  await third.answer;
  const missed = await test.raise();
  const again = await test.connect();
  again.say({ subscribe: [{ topic: 'alerts', after: positionIn(live.messages) }] });
  await again.until((messages) => heard(messages, 'alerts').includes(missed));
  expect(heard(again.messages, 'alerts')).toEqual([missed]);
  await test[Symbol.asyncDispose]();
  await third.leave();
}, 120_000);
