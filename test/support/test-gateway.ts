import { PROMPTS } from '#agents/prompts';
import { Secret } from '#kernel/secret';
import { type Gateway, type GatewayOptions, openGateway, openPromptLibrary } from '#llm/index';
import type { CallScope, Prompt } from '#llm/model';
import { type SettingsDocument, settingsDocumentSchema } from '#llm/settings/settings-document';
import type { ModelsContext } from '#modules/models/index';
import { type Context, DEFAULT_WORKSPACE } from '#platform/context';
import type { Database } from '#platform/db/database';
import { testContext } from '#test/database';
import { testVault } from '#test/vault';
import { silentLog } from '#platform/log/log';
import { type Wire, WIRES } from '#test/model-peer/answer-plan';
import type { ModelPeer } from '#test/model-peer/model-peer';

/** How an adapter is called in the settings of a gateway. */
const KINDS: Readonly<Record<Wire, string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  google: 'google',
  compatible: 'openai-compatible',
};

/** Limits of the wall: those of production divided as its waits are. */
export const QUICK = { firstTokenMs: 1_200, idleMs: 1_200, totalMs: 20_000 } as const;

export interface TestTarget {
  readonly wire: Wire;
  readonly model?: string;
  readonly [setting: string]: unknown;
}

/** A models document in which each wire of the peer is a provider of the same name. */
export function peerSettings(
  peer: Pick<ModelPeer, 'baseUrl'>,
  given: {
    targets: Readonly<Record<string, TestTarget>>;
    useCases: Readonly<Record<string, object>>;
    [key: string]: unknown;
  },
): SettingsDocument {
  const providers = Object.fromEntries(
    WIRES.map((wire) => [wire, { kind: KINDS[wire], baseUrl: peer.baseUrl(wire), concurrency: 200 }]),
  );
  const targets = Object.fromEntries(
    Object.entries(given.targets).map(([name, { wire, ...target }]) => [
      name,
      { provider: wire, model: name, price: { inputPerMTok: 1, outputPerMTok: 2 }, ...QUICK, ...target },
    ]),
  );
  return settingsDocumentSchema.parse({ workspaceConcurrency: 500, ...given, providers, targets });
}

/** A gateway on a database, with quick breakers. */
export function openTestGateway(
  db: Database,
  file: SettingsDocument,
  given: Partial<GatewayOptions> = {},
): Gateway {
  const keys = new Map(WIRES.map((wire) => [wire, new Secret(`test-key-of-${wire}`)]));
  const breaker = { threshold: 3, coolDownMs: 1_000, maxCoolDownMs: 2_000, probeMs: 10_000 };
  const vault = testVault();
  return openGateway({ db, log: silentLog(), keys, vault, file, breaker, baseWaitMs: 80, ...given });
}

/** A scope of the default workspace. */
export function testScope(given: Partial<CallScope> = {}): CallScope {
  return {
    workspaceId: DEFAULT_WORKSPACE,
    actor: { kind: 'system', part: 'test' },
    purpose: 'test',
    ...given,
  };
}

export function userPrompt(text: string): Prompt {
  return [{ role: 'user', content: [{ type: 'text', text }] }];
}

/** A context of verbs that reach models. */
export function modelsContext(db: Database, gateway: Gateway, given: Partial<Context> = {}): ModelsContext {
  return { ...testContext(db, given), gateway, prompts: openPromptLibrary(db, PROMPTS), vault: testVault() };
}

/** A call on record, as the columns name it. */
export interface CallRow {
  readonly [column: string]: unknown;
  readonly target: string;
  readonly outcome: string;
  readonly fault: string | null;
}

/** All calls on record, in the order they began. */
export async function callsOnRecord(db: Database): Promise<CallRow[]> {
  const { rows } = await db.pool.query<CallRow>(
    'select * from llm_call order by started_at, request_id, attempt',
  );
  return rows;
}
