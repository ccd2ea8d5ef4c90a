import { readFileSync } from 'node:fs';

let known: string | undefined;

/** The version of this AICMO, from package.json. */
export function version(): string {
  if (known === undefined) {
    const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    known = (JSON.parse(text) as { version: string }).version;
  }
  return known;
}
