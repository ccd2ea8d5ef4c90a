import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { watchBriefs } from '#flows/index';
import type { Submission } from '#modules/briefs/index';
import { API_PREFIX } from '#platform/http/api';
import { silentLog } from '#platform/log/log';
import { openHouse } from '#server/house';
import { buildWeb } from '#server/web-role';
import { briefBytes, headphones, smallBrief } from '#test/briefs';
import { handIn, openTestHouse, type TestHouse, until } from '#test/house';
import { drawPicture } from '#test/pictures';
import { keyHeaders } from '#test/sign-in';

const MAIN = new URL('../../src/cli/main.ts', import.meta.url).pathname;
const BRIEF = smallBrief({ products: [headphones({ image: 'images/hush.png' })] });

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).toReversed()) await part.close();
});

async function newHouse(): Promise<TestHouse> {
  const house = await openTestHouse();
  open.push(house);
  mkdirSync(join(house.config.briefsDir, 'images'), { recursive: true });
  writeFileSync(join(house.config.briefsDir, 'images', 'hush.png'), await drawPicture('png'));
  return house;
}

async function byFolder(house: TestHouse, brief: Record<string, unknown>): Promise<void> {
  writeFileSync(join(house.config.briefsDir, 'autumn.json'), briefBytes(brief));
  const watch = watchBriefs(house);
  try {
    await until(async () => (await house.db.pool.query('select 1 from watched_file')).rowCount === 1);
  } finally {
    await watch.close();
  }
}

async function byJson(house: TestHouse, brief: Record<string, unknown>): Promise<Submission> {
  const web = await buildWeb(house);
  const headers = await keyHeaders(house, 'briefs.write');
  const payload = { text: new TextDecoder().decode(briefBytes(brief)), fileName: 'autumn.json' };
  const answer = await web.inject({ method: 'POST', url: `${API_PREFIX}/briefs`, payload, headers });
  await web.close();
  expect(answer.statusCode).toBe(200);
  return answer.json<Submission>();
}

async function byUpload(house: TestHouse, brief: Record<string, unknown>): Promise<Submission> {
  const web = await buildWeb(house);
  const payload = [
    '--edge',
    'Content-Disposition: form-data; name="brief"; filename="autumn.json"',
    'Content-Type: application/json',
    '',
    new TextDecoder().decode(briefBytes(brief)),
    '--edge--',
    '',
  ].join('\r\n');
  const headers = {
    'content-type': 'multipart/form-data; boundary=edge',
    ...(await keyHeaders(house, 'briefs.write')),
  };
  const answer = await web.inject({ method: 'POST', url: `${API_PREFIX}/briefs/upload`, payload, headers });
  await web.close();
  expect(answer.statusCode).toBe(200);
  return answer.json<Submission>();
}

async function byCommand(house: TestHouse, brief: Record<string, unknown>): Promise<Submission> {
  writeFileSync(join(house.config.briefsDir, 'autumn.json'), briefBytes(brief));
  const env = { ...process.env, DATABASE_URL: house.databaseUrl, AICMO_HOME: 'home' };
  const args = [MAIN, '--json', 'brief', 'run', 'briefs/autumn.json', '--no-wait'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, cwd: house.folder });
  return JSON.parse(stdout) as Submission;
}

/** Everything that generation is given, without ids, times and the name of the way. */
async function takenIn(house: TestHouse): Promise<unknown[]> {
  const { rows } = await house.db.pool.query<Record<string, unknown>>(
    `select c.key, c.name, c.revision, c.status, b.content_hash, b.document, b.files, b.warnings, b.text
     from brief_revision b join campaign c on c.id = b.campaign_id order by b.revision`,
  );
  return rows;
}

async function sourcesIn(house: TestHouse): Promise<unknown[]> {
  const { rows } = await house.db.pool.query<{ source: unknown }>('select source from brief_revision');
  return rows.map((row) => row.source);
}

describe('the ways into the house', () => {
  it('BRF-3 by folder, API as JSON, upload and command line the same brief is the same campaign', async () => {
    const seen: { taken: unknown[]; sources: unknown[] }[] = [];
    for (const way of [byFolder, byJson, byUpload, byCommand]) {
      const house = await newHouse();
      await way(house, BRIEF);
      seen.push({ taken: await takenIn(house), sources: await sourcesIn(house) });
    }
    const [folder, ...others] = seen;
    expect(folder?.taken).toMatchObject([
      { key: 'quiet-autumn', revision: 1, status: 'new', files: { 'images/hush.png': expect.any(String) } },
    ]);
    for (const other of others) expect(other.taken).toEqual(folder?.taken);
    expect(seen.flatMap(({ sources }) => sources)).toEqual(
      ['folder', 'api', 'api', 'cli'].map((kind) => ({ kind, name: 'autumn.json' })),
    );
  });

  it('BRF-3 BRF-4 taken one way, it is unchanged for every other way', async () => {
    const house = await newHouse();
    await byFolder(house, BRIEF);
    const outcomes = [];
    for (const way of [byJson, byUpload, byCommand]) outcomes.push((await way(house, BRIEF)).outcome);
    expect(outcomes).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(await takenIn(house)).toHaveLength(1);
  });

  it('BRF-5 a bad brief is refused with line and field by every way that answers', async () => {
    const house = await newHouse();
    const web = await buildWeb(house);
    const payload = { text: 'products: [W]\nchannels: [fax]\n', fileName: 'a.yaml' };
    const url = `${API_PREFIX}/briefs`;
    const headers = await keyHeaders(house, 'briefs.write', 'briefs.read');
    const answer = await web.inject({ method: 'POST', url, payload, headers });
    const checked = await web.inject({ method: 'POST', url: `${url}/check`, payload, headers });
    await web.close();
    const problem = { message: '"fax" is not a known channel.', line: 2, column: 12 };
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'briefs.rejected', details: { fileName: 'a.yaml' } });
    const isError = ({ severity }: { severity: string }): boolean => severity === 'error';
    const said = answer.json<{ details: { problems: { severity: string }[] } }>().details.problems;
    expect(said.filter(isError)).toMatchObject([problem]);
    expect(checked.json<{ problems: { severity: string }[] }>().problems.filter(isError)).toMatchObject([
      problem,
    ]);
    expect(await takenIn(house)).toEqual([]);
  });
});

describe('revisions', () => {
  it('BRF-4 unchanged does nothing, changed is revision 2, the old content again is revision 3', async () => {
    const house = await newHouse();
    const taken = [
      await handIn(house, BRIEF),
      await handIn(house, { ...BRIEF }),
      await handIn(house, { ...BRIEF, name: 'Quieter' }),
      await handIn(house, BRIEF),
    ];
    expect(taken.map(({ outcome, revision }) => [outcome, revision])).toEqual([
      ['created', 1],
      ['unchanged', 1],
      ['revised', 2],
      ['revised', 3],
    ]);
    expect(new Set(taken.map(({ campaignId }) => campaignId)).size).toBe(1);
    const hashes = (await takenIn(house)).map((row) => (row as { content_hash: string }).content_hash);
    expect(hashes[2]).toBe(hashes[0]);
    expect(hashes[1]).not.toBe(hashes[0]);
  });

  it('BRF-4 another picture under the old name is a new revision', async () => {
    const house = await newHouse();
    await handIn(house, BRIEF);
    const picture = await drawPicture('png', '#aa0000');
    writeFileSync(join(house.config.briefsDir, 'images', 'hush.png'), picture);
    expect(await handIn(house, BRIEF)).toMatchObject({ outcome: 'revised', revision: 2 });
  });

  it('BRF-4 a brief taken by many at once in two contexts is one revision', async () => {
    const house = await newHouse();
    const second = await openHouse(house.config, silentLog());
    open.push(second);
    const other: TestHouse = { ...second, folder: house.folder };
    const taken = await Promise.all([house, other, house, other, house, other].map((h) => handIn(h, BRIEF)));
    expect(taken.map(({ outcome }) => outcome).toSorted()).toEqual([
      'created',
      ...Array.from({ length: 5 }, () => 'unchanged'),
    ]);
    const changed = { ...BRIEF, name: 'Quieter' };
    const again = await Promise.all([house, other].map((h) => handIn(h, changed)));
    expect(again.map(({ outcome }) => outcome).toSorted()).toEqual(['revised', 'unchanged']);
    expect(await takenIn(house)).toHaveLength(2);
  });

  it('BRF-4 a brief taken by two processes and two watches at once is one revision', async () => {
    const house = await newHouse();
    const second = await openHouse(house.config, silentLog());
    open.push(second);
    writeFileSync(join(house.config.briefsDir, 'autumn.json'), briefBytes(BRIEF));
    const watches = [watchBriefs(house), watchBriefs(second)];
    const taken = await Promise.all([byCommand(house, BRIEF), byCommand(house, BRIEF)]);
    await Promise.all(watches.map((watch) => watch.scan()));
    await until(async () => (await house.db.pool.query('select 1 from watched_file')).rowCount === 1);
    await Promise.all(watches.map((watch) => watch.close()));
    expect(taken.filter(({ outcome }) => outcome === 'revised')).toEqual([]);
    expect(await takenIn(house)).toHaveLength(1);
    const runs = await house.db.pool.query('select 1 from dbos.workflow_status');
    expect(runs.rowCount).toBe(1);
  });
});
