import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor, watchBriefs } from '#flows/index';
import { type Alert, listAlerts } from '#modules/alerts/index';
import { listRejectedBriefs } from '#modules/briefs/index';
import type { FolderWatch } from '#platform/files/watch-folder';
import { briefBytes, smallBrief } from '#test/briefs';
import { openTestHouse, type TestHouse, until } from '#test/house';
import { ownKey } from '#test/own-name';

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
    const key = ownKey('spring');
    const file = `${key}.yaml`;
    writeFileSync(at(file), BAD);
    const raised = await untilAlert(file, isOpen);
    expect(raised).toMatchObject({
      type: 'brief.rejected',
      severity: 'MEDIUM',
      count: 1,
      message: `Brief ${file}:2:12 was rejected: "fax" is not a known channel.`,
    });
    await watch.scan();
    writeFileSync(at(file), 'products: [W]\nchannels: [telex]\n');
    const counted = await untilAlert(file, (alert) => alert.count === 2);
    expect(counted).toMatchObject({ id: raised.id, state: 'open' });
    expect(counted.message).toContain('"telex"');
    writeFileSync(at(file), briefBytes(smallBrief({ campaign_id: key })));
    const cleared = await untilAlert(file, isResolved);
    expect(cleared).toMatchObject({ id: raised.id, count: 2, resolution: 'The brief was mended and taken.' });
    expect(cleared.resolvedAt).toBeInstanceOf(Date);
    const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
    const rejected = (await listRejectedBriefs(ctx, { limit: 10 })).items;
    expect(rejected.filter(({ fileName }) => fileName === file)).toEqual([]);
  });

  it('ALR-1 is cleared when the file is removed, and raised anew when the very same file comes back', async () => {
    const file = `${ownKey('away')}.yaml`;
    writeFileSync(at(file), BAD);
    const first = await untilAlert(file, isOpen);
    renameSync(at(file), join(house.folder, file));
    expect(await untilAlert(file, isResolved)).toMatchObject({
      id: first.id,
      resolution: 'The file was removed.',
    });
    renameSync(join(house.folder, file), at(file));
    const second = await untilAlert(file, isOpen);
    expect(second.id).not.toBe(first.id);
    expect(await alertsOf(file)).toHaveLength(2);
  });

  it('ALR-1 is cleared at the next start when the file was removed while nobody watched', async () => {
    const [asleep, stays] = [`${ownKey('asleep')}.yaml`, `${ownKey('stays')}.yaml`];
    writeFileSync(at(asleep), BAD);
    writeFileSync(at(stays), BAD);
    const { id } = await untilAlert(asleep, isOpen);
    await untilAlert(stays, isOpen);
    await watch.close();
    rmSync(at(asleep));
    watch = watchBriefs(house);
    expect(await untilAlert(asleep, isResolved)).toMatchObject({ id });
    await watch.scan();
    expect(await alertsOf(stays)).toMatchObject([{ state: 'open', count: 1 }]);
  });

  it('BRF-5 a link is rejected as such, and one bad brief holds up no other', async () => {
    const [link, good] = [`${ownKey('link')}.yaml`, ownKey('good')];
    symlinkSync('/etc/passwd', at(link));
    writeFileSync(at(`${good}.json`), briefBytes(smallBrief({ campaign_id: good })));
    expect((await untilAlert(link, isOpen)).message).toBe(
      `Brief ${link} was rejected: The file is a symbolic link; links are not followed.`,
    );
    const found = await until(async () => {
      const { rows } = await house.db.pool.query('select 1 from campaign where key = $1', [good]);
      return rows.length === 1 && rows;
    });
    expect(found).toHaveLength(1);
    expect(await alertsOf(`${good}.json`)).toEqual([]);
  });
});
