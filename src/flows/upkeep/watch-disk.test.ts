import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor, type FlowDeps } from '#flows/deps';
import { listAlerts } from '#modules/alerts/index';
import { openTestHouse, type TestHouse } from '#test/house';
import { checkDisk } from './watch-disk.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

const withLimit = (diskMinFreeMb: number): FlowDeps => ({
  ...house,
  config: { ...house.config, diskMinFreeMb },
});

describe('the free space of the disk', () => {
  it('ALR-1 OPS-3 below the limit raises one alert that counts up, above it is cleared', async () => {
    const list = async () =>
      (await listAlerts(contextFor(house, { kind: 'operator', via: 'cli' }), { limit: 10 })).items;
    await checkDisk(withLimit(0));
    expect(await list()).toEqual([]);
    // A petabyte is not free on any disk that runs this test.
    await checkDisk(withLimit(1_000_000_000));
    await checkDisk(withLimit(1_000_000_000));
    const [raised, ...others] = await list();
    expect(others).toEqual([]);
    expect(raised).toMatchObject({ type: 'disk.low', severity: 'CRITICAL', state: 'open', count: 2 });
    expect(raised?.message).toMatch(
      /^Only \d+ MB of \d+ MB are free on the disk of .+ at least 1000000000 MB/,
    );
    await checkDisk(withLimit(0));
    const [cleared] = await list();
    expect(cleared).toMatchObject({ id: raised?.id, state: 'resolved', resolvedBy: expect.any(String) });
    expect(cleared?.resolution).toMatch(/^\d+ MB are free again\.$/);
  });
});
