import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { acknowledgeAlert, type Alert, raiseAlert, resolveAlert } from '#modules/alerts/index';
import { listMessages } from '#modules/messages/index';
import { withTransaction } from '#platform/db/database';
import { startConsumers } from '#platform/events/consumer';
import { silentLog } from '#platform/log/log';
import { openWebHouse, type WebHouse } from '#test/web-house';
import { testContext } from '#test/database';
import { drainAll } from '#test/drain-all';
import { alertFiles } from './alert-files.ts';
import { draftMessages } from './draft-messages.ts';

function raise(test: WebHouse, severity: Alert['severity']): Promise<Alert> {
  const alert = {
    type: 'disk.low',
    severity,
    dedupKey: 'disk',
    message: 'Only 3 MB are free.',
    details: {},
  } as const;
  return withTransaction(test.house.db, (tx) => raiseAlert(tx, testContext(test.house.db), alert));
}

const handleAll = ({ house }: WebHouse): Promise<void> =>
  drainAll(house.db, [alertFiles(house), draftMessages(house)]);

const draftsOf = async (test: WebHouse, alertId: string): Promise<number> =>
  (await listMessages(testContext(test.house.db), { alertId, limit: 10 })).items.length;

describe('what follows from an alert', () => {
  it('ALR-1 its file says what the row says, through its whole life', async () => {
    await using test = await openWebHouse();
    const ctx = testContext(test.house.db);
    const { id } = await raise(test, 'LOW');
    const kept = (): Record<string, unknown> =>
      JSON.parse(readFileSync(join(test.house.config.alertsDir, `${id}.json`), 'utf8')) as Record<
        string,
        unknown
      >;
    const steps: (() => Promise<Alert>)[] = [
      () => raise(test, 'HIGH'),
      () => acknowledgeAlert(ctx, { id }),
      () => resolveAlert(ctx, { id, resolution: 'cleared' }),
    ];
    for (const step of steps) {
      const alert = await step();
      await handleAll(test);
      expect(kept()).toEqual(JSON.parse(JSON.stringify(alert)));
    }
    expect(readdirSync(test.house.config.alertsDir)).toEqual([`${id}.json`]);
  });

  it('ALR-4 HIGH and CRITICAL are drafted at once and once, others are not until they rise', async () => {
    await using test = await openWebHouse();
    const { id } = await raise(test, 'MEDIUM');
    await handleAll(test);
    expect(await draftsOf(test, id)).toBe(0);
    for (const severity of ['HIGH', 'LOW', 'CRITICAL'] as const) await raise(test, severity);
    await handleAll(test);
    expect(await draftsOf(test, id)).toBe(3);
    const { rows } = await test.house.db.pool.query(`select 1 from event where type = 'message.drafted'`);
    expect(rows).toHaveLength(3);
  });

  it('ALR-4 an alerts folder that cannot be written holds up no draft, and the file comes when it can', async () => {
    await using test = await openWebHouse();
    const { alertsDir } = test.house.config;
    writeFileSync(alertsDir, 'a file where the folder should be');
    const consumers = startConsumers({
      db: test.house.db,
      log: silentLog(),
      consumers: [alertFiles(test.house), draftMessages(test.house)],
    });
    const { id } = await raise(test, 'CRITICAL');
    for (let tries = 0; (await draftsOf(test, id)) < 3; tries++) {
      expect(tries).toBeLessThan(100);
      await delay(50);
    }
    rmSync(alertsDir);
    for (let tries = 0; !hasFile(alertsDir, `${id}.json`); tries++) {
      expect(tries).toBeLessThan(100);
      await delay(100);
    }
    await consumers.close();
  });
});

function hasFile(folder: string, name: string): boolean {
  try {
    return readdirSync(folder).includes(name);
  } catch {
    return false;
  }
}
