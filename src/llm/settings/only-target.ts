import type { Kind } from '#llm/model';
import type { Settings, Target } from './settings.ts';

/** The name of the use case under which one target alone is asked. */
export const ONLY_TARGET = 'live_try';

/** Settings in which there is one target, and one use case that asks it: no other model, no cache, no mask. */
export function onlyTarget(
  settings: Settings,
  target: Target,
  by: { kind: Kind; retries: number; deadlineMs: number },
): Settings {
  const useCase = {
    ...by,
    name: ONLY_TARGET,
    chain: [target.name],
    policy: 'quality',
    cache: 'off',
    cacheHours: 1,
    cacheLikeness: 1,
    mask: false,
  } as const;
  return {
    ...settings,
    targets: new Map([[target.name, target]]),
    useCases: new Map([[ONLY_TARGET, { ...useCase, chain: [...useCase.chain] }]]),
  };
}
