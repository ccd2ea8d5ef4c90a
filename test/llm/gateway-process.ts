/** A process with a gateway of its own, told what to do by its parent: for tests of what processes agree on. */
import { AppError } from '#kernel/errors';
import { Secret } from '#kernel/secret';
import { openGateway } from '#llm/index';
import { testVault } from '#test/vault';
import { settingsDocumentSchema } from '#llm/settings/settings-document';
import { DEFAULT_WORKSPACE } from '#platform/context';
import { openDatabase } from '#platform/db/database';
import { silentLog } from '#platform/log/log';
import { armCrashPoint } from '#platform/process/crash-point';

/** Makes `count` calls at once. */
export interface GatewayOrder {
  readonly id: number;
  readonly useCase: string;
  readonly count: number;
  readonly idempotencyKey?: string;
}

export interface GatewayReply {
  readonly id: number;
  readonly results: readonly {
    readonly target?: string;
    readonly text?: string;
    readonly code?: string;
    readonly message?: string;
  }[];
}

const db = await openDatabase({
  url: process.env['TEST_DATABASE_URL'] ?? '',
  log: silentLog(),
  poolSize: 10,
});
const file = settingsDocumentSchema.parse(JSON.parse(process.env['TEST_SETTINGS'] ?? '{}'));
const keys = new Map(Object.keys(file.providers).map((name) => [name, new Secret(`test-key-of-${name}`)]));
const breaker = { threshold: 3, coolDownMs: 1_000, maxCoolDownMs: 2_000, probeMs: 10_000 };
const gateway = openGateway({
  db,
  log: silentLog(),
  keys,
  vault: testVault(),
  file,
  breaker,
  baseWaitMs: 20,
});
armCrashPoint(process.env['AICMO_CRASH_AT']);

async function call(order: GatewayOrder): Promise<GatewayReply['results'][number]> {
  const { useCase, idempotencyKey } = order;
  try {
    const { result, origin } = await gateway.text({
      useCase,
      scope: {
        workspaceId: DEFAULT_WORKSPACE,
        actor: { kind: 'system', part: 'test' },
        purpose: 'test',
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      },
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Count.' }] }],
      maxOutputTokens: 100,
    });
    return { target: origin.target, text: result.text };
  } catch (error) {
    return { code: error instanceof AppError ? error.code : 'unknown', message: (error as Error).message };
  }
}

process.on('message', (order: GatewayOrder) => {
  const work = Array.from({ length: order.count }, () => call(order));
  void Promise.all(work).then((results) => process.send?.({ id: order.id, results } satisfies GatewayReply));
});
process.on('disconnect', () => process.exit(0));
// Known to the others before it says so: its ears are open.
await gateway.settings(DEFAULT_WORKSPACE);
setTimeout(() => process.send?.({ id: 0, results: [] } satisfies GatewayReply), 300);
