import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor, watchBriefs } from '#flows/index';
import { type Alert, listAlerts } from '#modules/alerts/index';
import { listRejectedBriefs } from '#modules/briefs/index';
import type { FolderWatch } from '#platform/files/watch-folder';
import { briefBytes, smallBrief } from '#test/briefs';
import { openTestHouse, type TestHouse, until } from '#test/house';

const BAD = 'products: [W]\nchannels: [fax]\n';

let house: TestHouse;
let watch: FolderWatch;
beforeAll(async () => {
  house = await openTestHouse();
  mkdirSync(house.config.briefsDir);
  watch = watchBriefs(house);
  await watch.ready;
});
afterAll(async () => {
  await watch.close();
  await house.close();
});

const at = (name: string): string => join(house.config.briefsDir, name);

/** Alerts about a file, newest first. */
async function alertsOf(name: string): Promise<Alert[]> {
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  const { items } = await listAlerts(ctx, { limit: 50 });
  return items.filter((alert) => alert.details['file'] === name);
}

const untilAlert = (name: string, fits: (alert: Alert) => boolean): Promise<Alert> =>
  until(async () => {
    const [newest] = await alertsOf(name);
    return newest !== undefined && fits(newest) && newest;
  });

const isOpen = (alert: Alert): boolean => alert.state === 'open';
const isResolved = (alert: Alert): boolean => alert.state === 'resolved';

describe('the alert of a rejected brief', () => {
  it('ALR-1 BRF-5 is raised once, counted up by a change that is still bad, and cleared when mended', async () => {
    writeFileSync(at('spring.yaml'), BAD);
    const raised = await untilAlert('spring.yaml', isOpen);
    expect(raised).toMatchObject({
      type: 'brief.rejected',
      severity: 'MEDIUM',
      count: 1,
      message: 'Brief spring.yaml:2:12 was rejected: "fax" is not a known channel.',
    });
    await watch.scan();
    writeFileSync(at('spring.yaml'), 'products: [W]\nchannels: [telex]\n');
    const counted = await untilAlert('spring.yaml', (alert) => alert.count === 2);
    expect(counted).toMatchObject({ id: raised.id, state: 'open' });
    expect(counted.message).toContain('"telex"');
    writeFileSync(at('spring.yaml'), briefBytes(smallBrief({ campaign_id: 'spring' })));
    const cleared = await untilAlert('spring.yaml', isResolved);
    expect(cleared).toMatchObject({ id: raised.id, count: 2, resolution: 'The brief was mended and taken.' });
    expect(cleared.resolvedAt).toBeInstanceOf(Date);
    const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
    expect((await listRejectedBriefs(ctx, { limit: 10 })).items).toEqual([]);
  });

  it('ALR-1 is cleared when the file is removed, and raised anew when the very same file comes back', async () => {
    writeFileSync(at('away.yaml'), BAD);
    const first = await untilAlert('away.yaml', isOpen);
    renameSync(at('away.yaml'), join(house.folder, 'away.yaml'));
    expect(await untilAlert('away.yaml', isResolved)).toMatchObject({
      id: first.id,
      resolution: 'The file was removed.',
    });
    renameSync(join(house.folder, 'away.yaml'), at('away.yaml'));
    const second = await untilAlert('away.yaml', isOpen);
    expect(second.id).not.toBe(first.id);
    expect(await alertsOf('away.yaml')).toHaveLength(2);
  });

  it('ALR-1 is cleared at the next start when the file was removed while nobody watched', async () => {
    writeFileSync(at('asleep.yaml'), BAD);
    writeFileSync(at('stays.yaml'), BAD);
    const { id } = await untilAlert('asleep.yaml', isOpen);
    await untilAlert('stays.yaml', isOpen);
    await watch.close();
    rmSync(at('asleep.yaml'));
    watch = watchBriefs(house);
    expect(await untilAlert('asleep.yaml', isResolved)).toMatchObject({ id });
    await watch.scan();
    expect(await alertsOf('stays.yaml')).toMatchObject([{ state: 'open', count: 1 }]);
  });

  it('BRF-5 a link is rejected as such, and one bad brief holds up no other', async () => {
    symlinkSync('/etc/passwd', at('link.yaml'));
    writeFileSync(at('good.json'), briefBytes(smallBrief({ campaign_id: 'good' })));
    expect((await untilAlert('link.yaml', isOpen)).message).toBe(
      'Brief link.yaml was rejected: The file is a symbolic link; links are not followed.',
    );
    const found = await until(async () => {
      const { rows } = await house.db.pool.query("select 1 from campaign where key = 'good'");
      return rows.length === 1 && rows;
    });
    expect(found).toHaveLength(1);
    expect(await alertsOf('good.json')).toEqual([]);
  });
});
