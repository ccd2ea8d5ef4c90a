/** Writes docs/reference from the code, or with `--check` tells what is out of date. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listErrorSpecs } from '#kernel/errors';
import { configSchema } from '#platform/config/config';
import { describeApi } from '#platform/http/api';
import { apiContract } from '#client/contract';
import { version } from '#server/version';
// Every part that declares error codes.
import '#server/web-role';
import '#server/mcp/perform';
import '#server/worker-role';
import '#server/start';
import '#cli/commands/brief';
import '#cli/commands/database';
import '#platform/db/restore';

import { describeChecks } from './references/checks.ts';
import { describeCommands } from './references/cli.ts';
import { describeMcp } from './references/mcp.ts';
import { describePermissions } from './references/permissions.ts';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'reference');

const files: Readonly<Record<string, string>> = {
  'checks.md': describeChecks(),
  'cli.md': describeCommands(),
  'config.md': describeKeys(),
  'errors.md': describeErrors(),
  'mcp.md': describeMcp(),
  'permissions.md': describePermissions(apiContract),
  'openapi.json': `${JSON.stringify(await describeApi(apiContract, version()), null, 2)}\n`,
};

if (process.argv.includes('--check')) check();
else write();

function write(): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(FOLDER, name), text);
}

function check(): void {
  const stale = Object.entries(files).filter(([name, text]) => {
    const path = join(FOLDER, name);
    return !existsSync(path) || readFileSync(path, 'utf8') !== text;
  });
  if (stale.length === 0) return;
  console.error(
    `Out of date: ${stale.map(([name]) => `docs/reference/${name}`).join(', ')}. Run \`npm run generate\`.`,
  );
  process.exitCode = 1;
}

function describeKeys(): string {
  const rows = Object.entries(configSchema.shape).map(([key, schema]) => {
    const initial = schema.safeParse(undefined);
    const shown = initial.success && initial.data !== undefined ? `\`${String(initial.data)}\`` : 'not set';
    return `| \`${key}\` | ${shown} | ${schema.description ?? ''} |`;
  });
  return [
    '# Configuration',
    '',
    'Environment variables, read once at the start. `aicmo doctor` shows the values in force.',
    '',
    '| key | default | what it does |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function describeErrors(): string {
  const rows = listErrorSpecs().map(
    ([code, spec]) =>
      `| \`${code}\` | ${spec.status} | ${spec.retryable ? 'yes' : 'no'} | ${spec.message.replaceAll('\n', ' ').replaceAll('|', '\\|')} |`,
  );
  return [
    '# Error codes',
    '',
    'HTTP answers are problem+json (RFC 9457) with the code; the command line prints the sentence.',
    '',
    '| code | HTTP | retry helps | message |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
