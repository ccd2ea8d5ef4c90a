import { Writable } from 'node:stream';
import { createInterface } from 'node:readline/promises';
import { wrongUsage } from './contract-input.ts';

const MOST_BYTES = 65_536;

/**
 * A secret from standard input, or from a person who is asked for it and does not see it: never from the command
 * line, which other accounts of the machine and the shell's history can read.
 */
export async function readSecret(question: string): Promise<string> {
  const text = process.stdin.isTTY ? await askUnseen(question) : await readAll();
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') throw wrongUsage('error: nothing came on standard input');
  return secret;
}

async function readAll(): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw wrongUsage('error: more than 64 KB came on standard input');
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The terminal is in raw mode, and what the line editor would show goes nowhere. */
async function askUnseen(question: string): Promise<string> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: unseen, terminal: true });
  const left = new AbortController();
  lines.once('SIGINT', () => {
    // In raw mode Ctrl+C is a letter: what it asks for is done by hand.
    process.kill(process.pid, 'SIGINT');
    left.abort();
  });
  lines.once('close', () => left.abort());
  process.stderr.write(question);
  try {
    return await lines.question('', { signal: left.signal });
  } catch {
    return '';
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
