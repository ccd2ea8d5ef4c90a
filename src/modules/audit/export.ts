import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { messageOf } from '#kernel/errors';
import { type ChainHead, GENESIS } from '#platform/audit/chain';
import { readExportLine, writeHead, writeLink, writeStart } from '#platform/audit/export-line';
import { walkChain } from '#platform/audit/walk-chain';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import type { Verification } from './contract.ts';
import { auditError } from './errors.ts';
import { verificationOf } from './service.ts';
import { findEnd, readLinks } from './store.ts';

/**
 * The whole chain as lines of JSON, its head last: a file without that line was cut. Asked for the right before the
 * first line; entries that are written meanwhile are not in it.
 */
export async function exportAudit(ctx: Context): Promise<{ head: ChainHead; lines: AsyncIterable<string> }> {
  authorise(ctx, 'audit.read');
  const { head = { sequence: 0, hash: GENESIS }, newest } = await findEnd(ctx.db, ctx.workspaceId);
  return { head, lines: writeLines(ctx, head, newest) };
}

async function* writeLines(ctx: Context, head: ChainHead, newest: number): AsyncGenerator<string> {
  yield `${writeStart(ctx.workspaceId)}\n`;
  for await (const links of readLinks(ctx.db, ctx.workspaceId, newest))
    yield links.map((link) => `${writeLink(link)}\n`).join('');
  yield `${writeHead(head)}\n`;
}

/** Writes the chain into a file, which appears whole or not at all. Throws `audit.file_unwritable`. */
export async function exportAuditToFile(ctx: Context, input: { file: string }): Promise<{ head: ChainHead }> {
  const { head, lines } = await exportAudit(ctx);
  const { file } = input;
  const half = `${file}.half`;
  try {
    await pipeline(Readable.from(lines), createWriteStream(half, { mode: 0o600 }));
    renameSync(half, file);
    return { head };
  } catch (error) {
    rmSync(half, { force: true });
    const isOfDisk = ['open', 'write', 'rename'].includes((error as NodeJS.ErrnoException).syscall ?? '');
    throw isOfDisk ? auditError('audit.file_unwritable', { file, reason: messageOf(error) }, error) : error;
  }
}

/** Follows an exported chain without a database, line by line. Throws `audit.file_unreadable`. */
export async function verifyAuditFile(input: {
  file: string;
  head?: ChainHead | undefined;
}): Promise<Verification> {
  const { file } = input;
  const walk = walkChain(input.head);
  let head: ChainHead | undefined;
  let number = 0;
  try {
    for await (const text of readLines(file)) {
      number += 1;
      const line = readExportLine(text);
      const isInPlace =
        line !== undefined && (line.kind === 'start') === (number === 1) && head === undefined;
      if (!isInPlace) throw new Error(`line ${number} is not as an export has it there.`);
      if (line.kind === 'link') walk.take(line.link);
      if (line.kind === 'head') head = line.head;
    }
    if (number === 0) throw new Error('it is empty.');
  } catch (error) {
    throw auditError('audit.file_unreadable', { file, reason: messageOf(error) }, error);
  }
  return verificationOf(walk.sound, head === undefined ? cutOff(walk) : walk.finish(head));
}

/** An entry has a few kilobytes; what goes on without a line's end is no export. */
const LONGEST_LINE = 4_000_000;

/** Lines by line feed alone: other line ends may stand in the texts of a record. */
async function* readLines(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8' }) as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new Error('it has a line without an end.');
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function cutOff(walk: ReturnType<typeof walkChain>): ReturnType<typeof walk.finish> {
  const { sound } = walk;
  const found = walk.finish(sound);
  const detail = 'the file ends before the line with the head';
  return found ?? { sequence: sound.sequence + 1, kind: 'truncated', detail };
}
