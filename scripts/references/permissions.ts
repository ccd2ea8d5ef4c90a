import type { AnyContractRouter } from '@orpc/contract';
import { operationsOf } from '#client/operations';
import type { OperationMeta } from '#kernel/operation';
import { isKeyScope, type Needs, PERMISSIONS, PERMISSIONS_OF, ROLES } from '#kernel/permission';
import { PROOF_MINUTES } from '#kernel/proof';
import { API_PREFIX } from '#platform/http/api';

/** What each role and key may do, and what each operation needs, from the tables that decide it. */
export function describePermissions(contract: AnyContractRouter): string {
  return [
    '# Permissions',
    '',
    'Made from `src/kernel/permission.ts` and the contracts. One layer decides (`src/platform/auth/permissions.ts`): every operation is held',
    'to what it needs before its input is looked at, and its verb asks again. `src/server/permission-matrix.test.ts` runs every',
    'operation as every role. The operator at the machine (command line) may do everything.',
    '',
    '## What each role may',
    '',
    `| permission | ${ROLES.join(' | ')} | API key |`,
    `|---|${ROLES.map(() => '---|').join('')}---|`,
    ...PERMISSIONS.map((permission) => {
      const marks = ROLES.map((role) => (PERMISSIONS_OF[role].includes(permission) ? 'yes' : ''));
      return `| \`${permission}\` | ${marks.join(' | ')} | ${isKeyScope(permission) ? 'by scope' : ''} |`;
    }),
    '',
    'Strategists, approvers and analysts may be limited to some brands: they then see these brands, their campaigns and what belongs to',
    'them, and nothing else of the workspace ([decision 0021](../decisions/0021-row-security.md)).',
    '',
    '## What each operation needs',
    '',
    '`public`: nobody needs to be signed in. `self`: a person who is signed in, about themselves.',
    '',
    `Fresh proof: \`yes\` asks that a person has proved who they are within the last ${PROOF_MINUTES} minutes, in this session, by signing in or by`,
    '`POST /api/v1/account/proof`; else the answer is 403 `auth.proof_needed` ([decision 0026](../decisions/0026-fresh-proof.md)). `password`: the password',
    'in the input is proof enough of who has no second factor. Keys and the operator have no session and are not asked.',
    '',
    '| operation | address | needs | fresh proof | effect | roles |',
    '|---|---|---|---|---|---|',
    ...rowsOf(contract).map(
      ({ name, method, path, needs, fresh, effect }) =>
        `| \`${name}\` | ${method} ${path} | \`${needs}\` | ${freshMark(fresh)} | ${effect} | ${rolesWith(needs)} |`,
    ),
    '',
    '## Addresses beside the operations',
    '',
    '| address | needs |',
    '|---|---|',
    ...PLAIN_ROUTES.map(([address, needs]) => `| ${address} | \`${needs}\` |`),
    '',
  ].join('\n');
}

/** Every route that is no operation; the matrix test compares it with the routes of a server. */
const PLAIN_ROUTES: readonly (readonly [string, string])[] = [
  ['GET /livez', 'public'],
  ['GET /readyz', 'public'],
  ['GET /api/v1/openapi.json', 'public'],
  ['POST /api/v1/briefs/upload', 'briefs.write'],
  ['POST /api/v1/brands/:id/files', 'brands.write'],
  ['POST /api/v1/brands/:id/sources/files', 'brands.write'],
  ['GET /api/v1/audit/export', 'audit.read'],
  ['POST /api/v1/review/picture', 'public'],
  ['GET /brands/:id/logo/:side', 'brands.read'],
  ['GET /variants/:id/:name', 'variants.read'],
  ['GET /task-runs/:id/:name', 'tasks.read'],
  ['GET /api/ws', 'caller'],
  ['GET, POST, DELETE /mcp', 'caller'],
  ['POST /v1/chat/completions', 'key'],
  ['POST /v1/embeddings', 'key'],
  ['GET /v1/models', 'key'],
  ['GET /v1/models/*', 'key'],
  ['GET /', 'public'],
  ['GET /w/*', 'public'],
  ['GET /sign-in', 'public'],
  ['GET /set-up', 'public'],
  ['GET /invitation', 'public'],
  ['GET /review', 'public'],
  ['GET /new-password', 'public'],
  ['GET /assets/:name', 'public'],
  ['GET /calendar/:name', 'public'],
  ['GET /page.css', 'public'],
  ['GET /reference', 'public'],
  ['GET /reference/errors', 'public'],
  ['GET /sign-in/provider', 'public'],
  ['GET /sign-in/provider/callback', 'public'],
];

interface Operation extends OperationMeta {
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

function rowsOf(contract: AnyContractRouter): Operation[] {
  return operationsOf(contract).map(({ name, operation }) => {
    const { meta, route } = operation['~orpc'];
    const { method = '', path = '' } = route;
    return { ...(meta as OperationMeta), name, method, path: `${API_PREFIX}${path}` };
  });
}

function freshMark(fresh: OperationMeta['fresh']): string {
  if (fresh === undefined) return '';
  return fresh === true ? 'yes' : '`password`';
}

function rolesWith(needs: Needs): string {
  if (needs === 'public') return 'everybody';
  if (needs === 'self') return 'every person';
  return ROLES.filter((role) => PERMISSIONS_OF[role].includes(needs)).join(', ');
}
