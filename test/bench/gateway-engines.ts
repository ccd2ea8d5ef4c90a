import { Secret } from '#kernel/secret';
import { newId } from '#kernel/ids';
import { createAnswerCache } from '#llm/cache/answer-cache';
import { BASE_WAIT_MS } from '#llm/execute/decide';
import { createGateway, type Gateway } from '#llm/gateway';
import { createBulkhead } from '#llm/health/bulkhead';
import { createRetryBudget } from '#llm/health/retry-budget';
import { BREAKER_DEFAULTS, createTargetHealth } from '#llm/health/target-health';
import { openGateway, providerKey, upsertBudget } from '#llm/index';
import type { Ledger } from '#llm/ledger';
import type { CallScope } from '#llm/model';
import { createProviderShelf } from '#llm/providers/provider-shelf';
import { resolveSettings } from '#llm/settings/settings';
import { type SettingsDocument, settingsDocumentSchema } from '#llm/settings/settings-document';
import { DEFAULT_WORKSPACE } from '#platform/context';
import { type Database, openDatabase, withTransaction } from '#platform/db/database';
import { holdEmbeddedServer } from '#platform/db/embedded/supervisor';
import { migrateDatabase } from '#platform/db/migrate';
import { silentLog } from '#platform/log/log';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { testVault } from '#test/vault';
import { MODEL } from './gateway-prompt.ts';

const PROVIDER = 'openai';
const KEY = new Secret('bench-key');
const KEYS = new Map([[PROVIDER, KEY]]);
const PROVIDER_KEYS = new Map([[PROVIDER, providerKey('environment', KEY)]]);
/** More than any number of callers here, so that nobody waits for a place. */
const PLACES = 1_000;

/** The use case whose target is called without a stream. */
export const WHOLE = 'bench_whole';
/** The use case whose target streams. */
export const STREAMED = 'bench_streamed';

export const SCOPE: CallScope = {
  workspaceId: DEFAULT_WORKSPACE,
  actor: { kind: 'system', part: 'bench' },
  purpose: 'measure the overhead',
};

/** Settings as a models file gives them: masking on, cache off, a price; everything else as by default. */
export function benchSettings(baseUrl: string): SettingsDocument {
  const target = { provider: PROVIDER, model: MODEL, price: { inputPerMTok: 1, outputPerMTok: 2 } };
  return settingsDocumentSchema.parse({
    providers: { [PROVIDER]: { kind: 'openai', baseUrl, concurrency: PLACES } },
    targets: { whole: { ...target, isStreaming: false }, streamed: target },
    useCases: { [WHOLE]: { chain: ['whole'] }, [STREAMED]: { chain: ['streamed'] } },
    workspaceConcurrency: PLACES,
  });
}

/** Keeps nothing, so that only the pipeline is measured. */
const forgetfulLedger: Ledger = {
  begin: () => Promise.resolve(undefined),
  end: () => Promise.resolve(),
  note: () => Promise.resolve(),
  takeRate: () => Promise.resolve(0),
  findAnswer: () => Promise.resolve(undefined),
};

/** A gateway that is whole but for its database. */
export function openBareGateway(baseUrl: string): Gateway {
  const document = benchSettings(baseUrl);
  const settings = Promise.resolve(resolveSettings(document, { revision: 0, keys: PROVIDER_KEYS }));
  const retryBudget = createRetryBudget(() => performance.now());
  const noStore = (): Promise<never> => Promise.reject(new Error('the cache is off'));
  const log = silentLog();
  return createGateway({
    engine: {
      ledger: forgetfulLedger,
      health: createTargetHealth(BREAKER_DEFAULTS),
      bulkhead: createBulkhead(),
      retryBudget: () => retryBudget,
      cache: createAnswerCache({
        store: { find: noStore, findAlike: noStore, keep: noStore },
        embed: noStore,
        log,
      }),
      log,
      random: Math.random,
      baseWaitMs: BASE_WAIT_MS,
    },
    settings: { current: () => settings, forget: () => undefined, close: () => Promise.resolve() },
    providers: createProviderShelf(),
    close: () => Promise.resolve(),
  });
}

/** The gateway of the product on a database of its own, with a budget that every call must pass. */
export interface StoredGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  /** Where the database keeps its data, to find its processes. */
  readonly dataDir: string;
}

/** Starts an embedded PostgreSQL in a folder of its own and opens the gateway on it. */
export async function openStoredGateway(baseUrl: string): Promise<StoredGateway> {
  await using stack = new AsyncDisposableStack();
  const log = silentLog();
  const home = makeTempFolder('bench-gateway');
  stack.defer(() => removeFolder(home));
  const server = await holdEmbeddedServer(home, log);
  stack.defer(() => server.release());
  const db = await openDatabase({ url: server.url, log });
  stack.defer(() => db.close());
  await migrateDatabase(db);
  await setBudget(db);
  const gateway = openGateway({ db, log, keys: KEYS, vault: testVault(), file: benchSettings(baseUrl) });
  stack.defer(() => gateway.close());
  const owned = stack.move();
  // The server outlives this process unless it is let go of, also when somebody breaks the bench off.
  const breakOff = (): void => void owned.disposeAsync().finally(() => process.exit(130));
  process.once('SIGINT', breakOff);
  return {
    gateway,
    dataDir: `${server.folder}/data`,
    [Symbol.asyncDispose]: () => {
      process.off('SIGINT', breakOff);
      return owned.disposeAsync();
    },
  };
}

async function setBudget(db: Database): Promise<void> {
  await withTransaction(db, (tx) =>
    upsertBudget(tx, DEFAULT_WORKSPACE, {
      id: newId('bud'),
      scopeKind: 'workspace',
      scopeId: '',
      period: 'day',
      measure: 'cost',
      limit: 1_000_000 * 1e6,
      actor: SCOPE.actor,
      at: new Date(),
    }),
  );
}
