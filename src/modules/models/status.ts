import { authorise } from '#platform/auth/permissions';
import { AppError } from '#kernel/errors';
import { callsLately, type KeptModelKey, readHealth, readOverlay } from '#llm/index';
import type { ModelsStatus } from './contract.ts';
import type { ModelsContext } from './models-context.ts';

const LATELY_MS = 15 * 60_000;

/** How providers, targets and use cases stand: settings, health, and calls of the last 15 minutes. */
export async function getModelsStatus(ctx: ModelsContext): Promise<ModelsStatus> {
  authorise(ctx, 'llm.read');
  const { gateway, workspaceId } = ctx;
  const settings = await gateway.settings(workspaceId);
  const overlay = await readOverlay(ctx.db, workspaceId);
  const since = new Date(ctx.clock.now().getTime() - LATELY_MS);
  const lately = new Map(
    (await callsLately(ctx.db, workspaceId, since)).map((found) => [found.target, found]),
  );
  const health = await readBreakers(ctx);
  return {
    revision: settings.revision,
    providers: Object.entries(settings.document.providers).map(([name, provider]) => ({
      name,
      kind: provider.kind,
      baseUrl: provider.baseUrl ?? null,
      ...keyOf(settings.keys.get(name)),
    })),
    targets: [...settings.targets.values()].map((target) => {
      const { target: _name, ...figures } = lately.get(target.name) ?? {
        target: '',
        calls: 0,
        ok: 0,
        failed: 0,
        p50Ms: null,
        p95Ms: null,
      };
      const { inputPerMTok, outputPerMTok, perImage } = target.cost;
      return {
        name: target.name,
        provider: target.provider,
        model: target.model,
        contextWindow: target.contextWindow,
        price: { inputPerMTok, outputPerMTok, ...(perImage === undefined ? {} : { perImage }) },
        isPriceKnown: target.isPriceKnown,
        isFree: target.isFree,
        hasKey: target.keyId !== null,
        lacksKey: target.lacksKey,
        breaker: health.get(target.key) ?? CLOSED,
        lately: figures,
      };
    }),
    useCases: [...settings.useCases.values()].map((useCase) => ({
      name: useCase.name,
      kind: useCase.kind,
      chain: [...useCase.chain],
      policy: useCase.policy,
      cache: useCase.cache,
      mask: useCase.mask,
      retries: useCase.retries,
      deadlineMs: useCase.deadlineMs,
      isChanged: overlay?.document.useCases[useCase.name] !== undefined,
    })),
    keepTexts: settings.document.record.keepTexts,
    problems: [...settings.problems],
  };
}

/** How a key is named, and where it comes from; nulls where there is none that can be used. */
export function keyOf(
  key: KeptModelKey['key'] | undefined,
): Pick<ModelsStatus['providers'][number], 'keyId' | 'keyFrom'> {
  if (key === undefined || key instanceof AppError) return { keyId: null, keyFrom: null };
  return { keyId: key.id, keyFrom: key.from };
}

type Breaker = ModelsStatus['targets'][number]['breaker'];

const CLOSED: Breaker = { isOpen: false, opensInMs: 0, holdMs: 0, reason: '' };

/** What any process found out, and over it what this one knows before the others. */
async function readBreakers({ db, gateway }: ModelsContext): Promise<Map<string, Breaker>> {
  const told = await readHealth(db);
  const own = gateway.health().filter(({ isOpen, holdMs }) => isOpen || holdMs > 0);
  return new Map([
    ...told.map(({ key, isOpen, untilMs, holdMs, reason }): [string, Breaker] => [
      key,
      { isOpen, opensInMs: untilMs, holdMs, reason },
    ]),
    ...own.map(({ key, isOpen, opensInMs, holdMs, reason }): [string, Breaker] => [
      key,
      { isOpen, opensInMs, holdMs, reason },
    ]),
  ]);
}
