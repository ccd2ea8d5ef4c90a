import type { Database } from '#platform/db/database';
import type { Log } from '#platform/log/log';
import type { Vault } from '#platform/secrets/vault';
import { createAnswerCache } from './cache/answer-cache.ts';
import { BASE_WAIT_MS } from './execute/decide.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { createBulkhead } from './health/bulkhead.ts';
import { createRetryBudget, type RetryBudget } from './health/retry-budget.ts';
import { shareHealth } from './health/share-health.ts';
import { BREAKER_DEFAULTS } from './health/target-health.ts';
import { createProviderShelf } from './providers/provider-shelf.ts';
import { refuseBareModels } from './refuse-bare-models.ts';
import type { ModelKeys } from './settings/model-keys.ts';
import { openSettingsSource } from './settings/settings-source.ts';
import type { SettingsDocument } from './settings/settings-document.ts';
import { openCacheStore } from './store/cache.ts';
import { openLedger } from './store/calls.ts';

export interface GatewayOptions {
  readonly db: Database;
  readonly log: Log;
  /** Keys of the environment; those of workspaces come from the vault. */
  readonly keys: ModelKeys;
  readonly vault: Vault;
  readonly file: SettingsDocument | undefined;
  /** Shorter in tests of healing. */
  readonly breaker?:
    | typeof BREAKER_DEFAULTS
    | { threshold: number; coolDownMs: number; maxCoolDownMs: number; probeMs: number };
  readonly baseWaitMs?: number;
}

/** The gateway of one process: record, budgets, health and cache in the database it shares with the others. */
export function openGateway(options: GatewayOptions): Gateway {
  const { db, log, keys, vault } = options;
  refuseBareModels();
  const settings = openSettingsSource({ db, keys, vault, file: options.file });
  const shared = shareHealth({ db, log, breaker: options.breaker ?? BREAKER_DEFAULTS });
  const budgets = new Map<string, RetryBudget>();
  const gateway: Gateway = createGateway({
    engine: {
      ledger: openLedger(db),
      health: shared.health,
      bulkhead: createBulkhead(),
      retryBudget: (provider) => {
        const known = budgets.get(provider) ?? createRetryBudget(() => performance.now());
        budgets.set(provider, known);
        return known;
      },
      cache: createAnswerCache({ store: openCacheStore(db), embed: embedByModel, log }),
      log,
      random: Math.random,
      baseWaitMs: options.baseWaitMs ?? BASE_WAIT_MS,
    },
    settings,
    providers: createProviderShelf(),
    close: async () => {
      await settings.close();
      await shared.close();
    },
  });

  /** The semantic cache needs meanings: without a model that knows them it finds nothing. */
  async function embedByModel(
    workspaceId: string,
    text: string,
  ): Promise<{ vector: readonly number[]; model: string } | undefined> {
    const current = await settings.current(workspaceId);
    if ((current.useCases.get('embedding')?.chain.length ?? 0) === 0) return undefined;
    const { result, origin } = await gateway.embed({
      useCase: 'embedding',
      scope: {
        workspaceId,
        actor: { kind: 'system', part: 'answer cache' },
        purpose: 'look for an alike prompt',
      },
      values: [text],
      isLexicalEnough: false,
    });
    const [vector] = result.vectors;
    return vector === undefined ? undefined : { vector, model: `${origin.provider}/${origin.model}` };
  }

  return gateway;
}
