import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, open, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WatchedFile } from './hand-on.ts';
import { readBoundedFile } from './read-bounded-file.ts';
import { watchFolder, type FolderWatch, type WatchFolderOptions } from './watch-folder.ts';

let base = '';
let folder = '';
let watches: FolderWatch[] = [];
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'aicmo-watch-'));
  folder = join(base, 'campaign_briefs');
  await mkdir(folder);
  watches = [];
});
afterEach(async () => {
  await Promise.all(watches.map((watch) => watch.close()));
  await rm(base, { recursive: true, force: true });
});

interface Seen {
  readonly files: WatchedFile[];
  readonly gone: string[];
  readonly warnings: string[];
  readonly watch: FolderWatch;
  readonly names: () => string[];
}

async function start(options: Partial<WatchFolderOptions> = {}): Promise<Seen> {
  const files: WatchedFile[] = [];
  const gone: string[] = [];
  const warnings: string[] = [];
  const watch = watchFolder({
    folder,
    accept: /\.(?:ya?ml|json)$/i,
    onFile: async (file) => void files.push(file),
    onGone: async (name) => void gone.push(name),
    log: { warn: (_details, message) => void warnings.push(message) },
    ...options,
  });
  watches.push(watch);
  await watch.ready;
  return { files, gone, warnings, watch, names: () => files.map(({ name }) => name) };
}

const at = (name: string): string => join(folder, name);
/** Waits for a value; the machine may be busy with other things. */
const eventually = <T>(read: () => T, timeout = 10_000) => expect.poll(read, { timeout, interval: 10 });
const quiet = (): Promise<void> => sleep(500);

describe('watching a folder', () => {
  it('BRF-1: finds what lies there at the start and what comes later', async () => {
    await writeFile(at('old.yaml'), 'a');
    const seen = await start();
    await eventually(seen.names).toEqual(['old.yaml']);
    await writeFile(at('new.json'), '{}');
    await eventually(seen.names).toEqual(['old.yaml', 'new.json']);
    expect(seen.files[1]).toMatchObject({ path: at('new.json'), signature: { size: 2 } });
  });

  it('BRF-1: a file is picked up well under one second (p95 of 40)', async () => {
    const arrived = new Map<string, number>();
    await start({ onFile: async ({ name }) => void arrived.set(name, performance.now()) });
    const times: number[] = [];
    for (let i = 0; i < 40; i++) {
      const written = performance.now();
      await writeFile(at(`b${i}.yaml`), 'name: x\n');
      await eventually(() => arrived.get(`b${i}.yaml`)).toBeDefined();
      times.push((arrived.get(`b${i}.yaml`) ?? Infinity) - written);
    }
    times.sort((a, b) => a - b);
    expect(times[37]).toBeLessThan(1_000);
  });

  it('BRF-1: without events the scan finds new, changed and removed files', async () => {
    const seen = await start({ scanIntervalMs: 100 });
    await rename(folder, join(base, 'away'));
    await mkdir(folder);
    await writeFile(at('a.yaml'), '1');
    await eventually(seen.names).toEqual(['a.yaml']);
  });

  it('BRF-4: an unchanged file is handed on once, a changed one again', async () => {
    const seen = await start();
    await writeFile(at('a.yaml'), 'one');
    await eventually(seen.names).toHaveLength(1);
    await seen.watch.scan();
    await seen.watch.scan();
    await quiet();
    expect(seen.names()).toHaveLength(1);
    await writeFile(at('a.yaml'), 'two');
    await eventually(seen.names).toHaveLength(2);
  });

  it('BRF-5: a file that is being written is handed on once, when it has come to rest', async () => {
    const seen = await start({ settleMs: 600 });
    const handle = await open(at('slow.yaml'), 'w');
    for (let i = 0; i < 12; i++) {
      await handle.write(`line ${i}\n`);
      await sleep(40);
    }
    expect(seen.names()).toEqual([]);
    await handle.close();
    await eventually(seen.names).toEqual(['slow.yaml']);
    expect(seen.files[0]?.signature.size).toBe(86);
  });

  it('BRF-5: a half-written file that stays so is handed on, and again when it is completed', async () => {
    const seen = await start();
    await writeFile(at('half.yaml'), 'name: "Spr');
    await eventually(seen.names).toHaveLength(1);
    await appendFile(at('half.yaml'), 'ing"\n');
    await eventually(seen.names).toHaveLength(2);
  });

  it('BRF-1: a file that is renamed into place, and one replaced by rename, is seen without a gap', async () => {
    const seen = await start();
    await writeFile(at('.a.yaml.part'), 'one');
    await rename(at('.a.yaml.part'), at('a.yaml'));
    await eventually(seen.names).toHaveLength(1);
    await writeFile(join(base, 'next'), 'two');
    await rename(join(base, 'next'), at('a.yaml'));
    await eventually(seen.names).toHaveLength(2);
    expect(seen.gone).toEqual([]);
  });

  it('BRF-1: removed and renamed files are told', async () => {
    const seen = await start();
    await writeFile(at('a.yaml'), 'one');
    await eventually(seen.names).toEqual(['a.yaml']);
    await rename(at('a.yaml'), at('b.yaml'));
    await eventually(seen.names).toEqual(['a.yaml', 'b.yaml']);
    await rm(at('b.yaml'));
    await eventually(() => seen.gone).toEqual(['a.yaml', 'b.yaml']);
  });

  it('BRF-1: dot files, temporary and foreign names are left alone; names of any script are not', async () => {
    const seen = await start();
    for (const name of [
      '.a.yaml',
      '~$a.yaml',
      'a.yaml~',
      '#a.yaml#',
      'a.yaml.swp',
      'a.yaml.part',
      'a.yaml.tmp',
      'a.txt',
    ]) {
      await writeFile(at(name), 'x');
    }
    await writeFile(at('Frühling.YAML'), 'x');
    await writeFile(at('春の キャンペーン.yml'), 'x');
    await eventually(() => seen.names().toSorted()).toEqual(['Frühling.YAML', '春の キャンペーン.yml']);
    await quiet();
    expect(seen.files).toHaveLength(2);
  });

  it('BRF-5: names that differ only in case or in the coding of accents are pointed at', async () => {
    const seen = await start();
    await writeFile(at('Größe.yaml'.normalize('NFC')), 'x');
    await eventually(seen.names).toHaveLength(1);
    await writeFile(at('größe.yaml'.normalize('NFD')), 'x');
    await eventually(seen.names).toHaveLength(2);
    expect(seen.files.map(({ twin }) => twin)).toEqual([undefined, 'Größe.yaml'.normalize('NFC')]);
  });

  it('BRF-5: links, pipes and folders with the name of a brief are handed on and refused when read', async () => {
    const reasons = new Map<string, string>();
    await start({
      onFile: async ({ name, path }) => {
        const outcome = await readBoundedFile(path);
        reasons.set(name, outcome.ok ? 'read' : outcome.reason);
      },
    });
    await symlink('/etc/passwd', at('link.yaml'));
    execFileSync('mkfifo', [at('pipe.yaml')]);
    await mkdir(at('folder.yaml'));
    await writeFile(at('good.yaml'), 'name: x\n');
    await eventually(() => Object.fromEntries(reasons)).toEqual({
      'link.yaml': 'link',
      'pipe.yaml': 'fifo',
      'folder.yaml': 'directory',
      'good.yaml': 'read',
    });
  });
});

describe('a folder in trouble', () => {
  it('BRF-1: a folder that is missing at the start is waited for', async () => {
    await rm(folder, { recursive: true });
    const seen = await start();
    expect(seen.warnings).toEqual(['the watched folder is missing; waiting for it']);
    await mkdir(folder);
    await writeFile(at('a.yaml'), 'x');
    await eventually(seen.names).toEqual(['a.yaml']);
  });

  it('BRF-1: a folder that is removed and made again is watched again, by events', async () => {
    const seen = await start();
    await writeFile(at('a.yaml'), 'x');
    await eventually(seen.names).toEqual(['a.yaml']);
    await rm(folder, { recursive: true });
    await eventually(() => seen.gone).toEqual(['a.yaml']);
    await mkdir(folder);
    await writeFile(at('b.yaml'), 'x');
    await eventually(seen.names).toEqual(['a.yaml', 'b.yaml']);
    await writeFile(at('c.yaml'), 'x');
    await eventually(seen.names).toEqual(['a.yaml', 'b.yaml', 'c.yaml']);
  });

  it('BRF-5: one file whose processing hangs does not delay another, and one that fails is tried again', async () => {
    const { promise: release, resolve } = Promise.withResolvers<void>();
    const done: string[] = [];
    let failures = 1;
    const seen = await start({
      onFile: async ({ name }) => {
        if (name === 'hangs.yaml') await release;
        if (name === 'fails.yaml' && failures-- > 0) throw new Error('database away');
        done.push(name);
      },
    });
    await writeFile(at('hangs.yaml'), 'x');
    await writeFile(at('fails.yaml'), 'x');
    await writeFile(at('good.yaml'), 'x');
    await eventually(() => seen.warnings).toEqual(['a file could not be processed']);
    await eventually(() => done).toContain('good.yaml');
    await seen.watch.scan();
    await eventually(() => done.toSorted()).toEqual(['fails.yaml', 'good.yaml']);
    resolve();
    await eventually(() => done.toSorted()).toEqual(['fails.yaml', 'good.yaml', 'hangs.yaml']);
    expect(done.at(-1)).toBe('hangs.yaml');
  });

  it('BRF-4: a file that changes while it is processed gets a second turn, never two at once', async () => {
    const { promise: release, resolve } = Promise.withResolvers<void>();
    const started: number[] = [];
    const done: number[] = [];
    await start({
      onFile: async ({ signature }) => {
        started.push(signature.size);
        await release;
        done.push(signature.size);
      },
    });
    await writeFile(at('a.yaml'), 'x');
    await eventually(() => started).toEqual([1]);
    await writeFile(at('a.yaml'), 'xx');
    await quiet();
    expect(started).toEqual([1]);
    resolve();
    await eventually(() => done).toEqual([1, 2]);
  });

  it('OPS-3: closing waits for the file in hand and starts no other; a signal closes too', async () => {
    const { promise: release, resolve } = Promise.withResolvers<void>();
    const stop = new AbortController();
    const started: string[] = [];
    let done = 0;
    const seen = await start({
      concurrency: 1,
      signal: stop.signal,
      onFile: async ({ name }) => {
        started.push(name);
        await release;
        done += 1;
      },
    });
    await writeFile(at('a.yaml'), 'x');
    await eventually(() => started).toEqual(['a.yaml']);
    await writeFile(at('b.yaml'), 'x');
    await quiet();
    stop.abort();
    const closed = seen.watch.close().then(() => done);
    await writeFile(at('c.yaml'), 'x');
    resolve();
    expect(await closed).toBe(1);
    await quiet();
    expect(started).toEqual(['a.yaml']);
  });

  it('BRF-1: files whose events the system dropped, because nobody read its queue, are found', async () => {
    const names = new Set<string>();
    await start({ onFile: async ({ name }) => void names.add(name) });
    // The loop stands still meanwhile, so that the 16,384 events the queue holds by default are not enough.
    const script = 'for i in $(seq 12000); do echo "name: x" > "$1/brief-$i.yaml"; done';
    execFileSync('sh', ['-c', script, 'sh', folder]);
    await eventually(() => names.size, 25_000).toBe(12_000);
  });

  it('BRF-5: 10,000 files dropped at once are each handed on once, a bad one between them delays none', async () => {
    let running = 0;
    let atMost = 0;
    const counts = new Map<string, number>();
    await start({
      concurrency: 4,
      onFile: async ({ name, path }) => {
        running += 1;
        atMost = Math.max(atMost, running);
        await readBoundedFile(path);
        counts.set(name, (counts.get(name) ?? 0) + 1);
        running -= 1;
      },
    });
    execFileSync('mkfifo', [at('0000-pipe.yaml')]);
    for (let i = 0; i < 10_000; i += 200) {
      await Promise.all(
        Array.from({ length: 200 }, (_, j) => writeFile(at(`brief-${i + j}.yaml`), 'name: x\n')),
      );
    }
    await eventually(() => counts.size, 25_000).toBe(10_001);
    await quiet();
    expect([...counts.values()].every((count) => count === 1)).toBe(true);
    expect(atMost).toBeLessThanOrEqual(4);
  });
});
