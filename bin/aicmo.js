#!/usr/bin/env node
// AICMO needs Node 24. Started by an older one, it hands over to the Node 24 that npm installed beside it.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'cli', 'main.ts');
const [major = 0] = process.versions.node.split('.').map(Number);

// Pictures of 8 MB each come and go: without these, freed ones stay in glibc's pools and in a wide nursery of V8,
// and the server holds 150 MB and more for nothing (docs/decisions/0012-memory.md).
const MEMORY = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '4000000' };
// V8 counts the pictures in hand as growth of its small heap and would mark all of it after every few of them.
const FLAGS = [
  '--max-semi-space-size=8',
  '--initial-old-space-size=64',
  '--disable-warning=ExperimentalWarning',
];

if (major < 24) runWithNode24();
else if (wantsLessMemory()) restartWithLessMemory();
else await import(main);

function wantsLessMemory() {
  return (
    process.platform === 'linux' && process.env.MALLOC_ARENA_MAX === undefined && process.execve !== undefined
  );
}

// The same process goes on: same id, same terminal, no parent in between.
function restartWithLessMemory() {
  process.removeAllListeners('warning');
  const args = [process.execPath, ...FLAGS, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  process.execve(process.execPath, args, { ...process.env, ...MEMORY });
}

function runWithNode24() {
  const node = findNode24();
  if (node === undefined) {
    process.stderr.write(
      `AICMO needs Node 24; this is ${process.version}. Run \`npm ci\` in its folder, or install Node 24.\n`,
    );
    process.exit(1);
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
  const ended = spawnSync(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exit(ended.status ?? 1);
}

function findNode24() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
  } catch {
    return undefined;
  }
}
