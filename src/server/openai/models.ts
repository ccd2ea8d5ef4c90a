import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Kind } from '#llm/model';
import type { Settings } from '#llm/settings/settings';
import type { Endpoint } from './endpoint.ts';
import { openaiError } from './openai-failure.ts';

/** What a caller may name as `model`: a use case, or one target of it. */
interface NamedModel {
  readonly id: string;
  readonly ownedBy: string;
}

/** Which use case a model name means, and which of its targets where it names one. */
export interface ModelChoice {
  readonly useCase: string;
  readonly targets?: readonly string[];
}

const SERVED: readonly Kind[] = ['text', 'embedding'];

/** Every model that can be asked: use cases with a chain, each followed by its targets. */
function listModels(settings: Settings, kinds: readonly Kind[] = SERVED): NamedModel[] {
  return [...settings.useCases.values()]
    .filter(({ kind, chain }) => kinds.includes(kind) && chain.length > 0)
    .flatMap(({ name, chain }) => [
      { id: name, ownedBy: 'aicmo' },
      ...chain.map((target) => ({
        id: `${name}/${target}`,
        ownedBy: settings.targets.get(target)?.provider ?? 'aicmo',
      })),
    ]);
}

/** The model of a name. Throws `openai.model_unknown`, which names the ones there are. */
export function chooseModel(settings: Settings, name: string, kind: Kind): ModelChoice {
  const [useCaseName = '', ...rest] = name.split('/');
  const target = rest.length === 0 ? undefined : rest.join('/');
  const useCase = settings.useCases.get(useCaseName);
  const isKnown = useCase?.kind === kind && (target === undefined || useCase.chain.includes(target));
  if (!isKnown) throw unknownModel(settings, name, [kind]);
  return target === undefined ? { useCase: useCaseName } : { useCase: useCaseName, targets: [target] };
}

function unknownModel(settings: Settings, model: string, kinds: readonly Kind[] = SERVED): Error {
  const known = listModels(settings, kinds).map(({ id }) => id);
  return openaiError('openai.model_unknown', {
    model,
    known: known.length === 0 ? 'none, because no model is configured' : known.join(', '),
  });
}

/** `GET /v1/models`, and one of them by its name. */
export function mountModels(server: FastifyInstance, endpoint: Endpoint): void {
  // OpenAI's form has a time of creation and ours has none.
  const created = Math.floor(Date.now() / 1000);
  const describe = ({ id, ownedBy }: NamedModel): object => ({
    id,
    object: 'model',
    created,
    owned_by: ownedBy,
  });
  const settingsFor = (request: FastifyRequest): Promise<Settings> =>
    endpoint.gateway.settings(endpoint.callerOf(request).workspaceId);
  server.get('/models', { config: { needs: 'key' } }, (request) =>
    settingsFor(request).then((settings) => ({ object: 'list', data: listModels(settings).map(describe) })),
  );
  // A wildcard, because the name of a target has a slash in it.
  server.get<{ Params: { '*': string } }>('/models/*', { config: { needs: 'key' } }, (request) =>
    settingsFor(request).then((settings) => {
      const name = request.params['*'];
      const found = listModels(settings).find(({ id }) => id === name);
      if (found === undefined) throw unknownModel(settings, name);
      return describe(found);
    }),
  );
}
